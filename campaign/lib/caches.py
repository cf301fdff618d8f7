"""Answers and facts kept in memory for a second or two. Each store has a bound, whatever strangers ask for."""

import gzip
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from campaign.lib.hosts import OwnHosts

Headers = list[tuple[str, str]]

MOST_BYTES = 32 * 1024 * 1024  # of answers, in one process
SHARE = 8  # no answer takes more than this part of it
MOST_VALUES = 2_000


@dataclass(frozen=True)
class Kept:
    """A 200 with its headers, plain and gzipped."""

    plain: tuple[Headers, bytes]
    packed: tuple[Headers, bytes]
    until: float

    @property
    def is_tagged(self) -> bool:
        """Whether it has a tag that a visitor may name."""
        return any(name == "ETag" for name, _ in self.plain[0])

    @property
    def weight(self) -> int:
        """About how many bytes it takes: bodies, headers and what Python needs around them."""
        sides = (self.plain, self.packed)
        words = sum(sys.getsizeof(text) for headers, _ in sides for pair in headers for text in pair)
        return sum(sys.getsizeof(body) for _, body in sides) + words + 2048


class Shelf:
    """WSGI middleware around an app that puts its public answers here, the same bytes for everyone.

    The path of a GET without a query alone is the key, or each spelling of a host would have a copy of its own; a host
    that isn't of `hosts` finds nothing, and gets the app's answer. Past `most` bytes what was put first goes first. Any
    thread may ask; none waits for more than a look-up.
    """

    def __init__(self, app: Callable[..., Any], *, hosts: OwnHosts, most: int = MOST_BYTES) -> None:
        self.app = app
        self.hosts = hosts
        self._most = most
        self._weight = 0
        self._places: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if page := self.find(environ):
            headers, body = page
            start_response("200 OK", headers)
            return [body]
        answer: Iterable[bytes] = self.app(environ, start_response)
        return answer

    def find(self, environ: dict[str, Any], *, stale: float = 0) -> tuple[Headers, bytes] | None:
        """What is kept for this request, or was until `stale` seconds ago: headers, of the caller's own, and body."""
        # The host first: whoever asks for another finds nothing, whatever lies here.
        if environ.get("HTTP_HOST", "") not in self.hosts:
            return None
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return None
        with self._lock:
            page = self._places.get(environ.get("PATH_INFO", ""))
        if page is None or page.until + stale <= time.monotonic():
            return None
        if page.is_tagged and "HTTP_IF_NONE_MATCH" in environ:
            return None  # the app says whether it changed
        headers, body = page.packed if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else page.plain
        return list(headers), body

    def put(self, path: str, body: bytes, headers: Headers, *, seconds: float) -> bytes:
        """Keep a body for some seconds; returns it gzipped. `headers` name no length and no encoding."""
        headers = [*headers, ("Vary", "Accept-Encoding")]
        packed = gzip.compress(body, 6, mtime=0)
        page = Kept(
            ([*headers, ("Content-Length", str(len(body)))], body),
            ([*headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))], packed),
            time.monotonic() + seconds,
        )
        with self._lock:
            self._take_away(path)
            if page.weight <= self._most // SHARE:
                self._places[path] = page
                self._weight += page.weight
            while self._weight > self._most:
                self._take_away(next(iter(self._places)))
        return packed

    def _take_away(self, path: str) -> None:
        gone = self._places.pop(path, None)
        self._weight -= gone.weight if gone else 0

    @property
    def weight(self) -> int:
        """How many bytes lie here now, about."""
        return self._weight

    def __len__(self) -> int:
        return len(self._places)


class Briefly:
    """Values that cost a query and may be a second or two old; past MOST_VALUES the oldest goes."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any], *, seconds: float) -> Any:
        """The value, made anew when it is older than `seconds`; None is never kept."""
        made, value = self._values.get(key, (0.0, None))
        if value is not None and made + seconds > time.monotonic():
            return value
        value = make()
        if value is not None:
            with self._lock:
                self._values.pop(key, None)
                self._values[key] = (time.monotonic(), value)
                if len(self._values) > MOST_VALUES:
                    self._values.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._values)
