"""Answers kept in memory for a second or two, served before the app is asked: the same bytes for everyone."""

import gzip
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

Headers = list[tuple[str, str]]
Key = tuple[str, str]


@dataclass(frozen=True)
class Kept:
    """A 200 with its headers, plain and gzipped."""

    plain: tuple[Headers, bytes]
    packed: tuple[Headers, bytes]
    until: float


class Shelf:
    """WSGI middleware around an app that puts its public answers here.

    Keys are host and path of a GET without a query. Only what the app answered with 200 gets a place, so it stays as
    small as the site, and an unknown host never finds anything.
    """

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app
        self._places: dict[Key, Kept] = {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if kept := self.find(environ):
            headers, body = kept
            start_response("200 OK", list(headers))
            return [body]
        answer: Iterable[bytes] = self.app(environ, start_response)
        return answer

    def find(self, environ: dict[str, Any], *, stale: float = 0) -> tuple[Headers, bytes] | None:
        """What is kept for this request, or was until `stale` seconds ago: headers and body."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return None
        kept = self._places.get((environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")))
        if kept is None or kept.until + stale <= time.monotonic():
            return None
        return kept.packed if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else kept.plain

    def put(self, key: Key, body: bytes, headers: Headers, *, seconds: float) -> bytes:
        """Keep a body for some seconds; returns it gzipped. `headers` name no length and no encoding."""
        headers = [*headers, ("Vary", "Accept-Encoding")]
        packed = gzip.compress(body, 6, mtime=0)
        self._places[key] = Kept(
            ([*headers, ("Content-Length", str(len(body)))], body),
            (
                [*headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))],
                packed,
            ),
            time.monotonic() + seconds,
        )
        return packed


class Briefly:
    """Values that cost a query and may be a second or two old. Keys are as few as the site has campaigns."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[float, Any]] = {}

    def get(self, key: Hashable, make: Callable[[], Any], *, seconds: float) -> Any:
        """The value, made anew when it is older than `seconds`; None is never kept."""
        made, value = self._values.get(key, (0.0, None))
        if value is None or made + seconds <= time.monotonic():
            value = make()
            if value is not None:
                self._values[key] = (time.monotonic(), value)
        return value
