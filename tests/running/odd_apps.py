"""An app of WSGI that does at each address something that apps do, for the adapter."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from campaign.running import adapter, bodies
from campaign.web import bodies as allowances
from campaign.web.bodies import GAVE_UP

PIECE = b"x" * 100_000
adapter.TAKES = 6  # long enough that others are answered meanwhile on a busy machine, too
bodies.FORM = allowances.Allowance(64 * 1024, 2)
begun: ContextVar[str] = ContextVar("begun")


class Stream:
    """Twelve megabytes in pieces, of which each is asked for in the context of the first; says when it is closed.

    The kernel keeps up to four for one who reads nothing, and with those of the server all of a smaller one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[bytes]:
        token = begun.set("yes")
        for _ in range(120):
            assert begun.get() == "yes"
            yield PIECE
        begun.reset(token)

    def close(self) -> None:
        (self.folder / "closed").write_text(threading.current_thread().name)


def lazy(start_response: Callable[..., Any]) -> Iterator[bytes]:
    """An answer that begins only when its first piece is asked for."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"late"


def odd(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """What a server has to bear."""
    path, folder = (
        environ["PATH_INFO"].removeprefix("/desk"),
        Path(environ["HTTP_X_FOLDER"]) if "HTTP_X_FOLDER" in environ else Path(),
    )
    if environ.get(GAVE_UP) == 503:
        start_response("503 Service Unavailable", [])
        return [b"gave up"]
    if path == "/lazy":
        return lazy(start_response)
    if path == "/raises":
        raise RuntimeError("a secret")
    if path == "/late":
        start_response("200 OK", [])
        return (b"x" * (1 // 0) for _ in range(2))
    if path == "/wait":
        (folder / "begun").write_text(str(os.getpid()))
        while not (folder / "go on").exists():
            time.sleep(0.05)
    write = start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/written":
        write(b"first ")
        return [b"then"]
    if path == "/stream":
        return Stream(folder)
    if path == "/body":
        return [environ["wsgi.input"].read()]
    if path == "/process":
        return [str(os.getpid()).encode()]
    plain = {name: value for name, value in environ.items() if isinstance(value, str)}
    return [repr(plain).encode()]


app = adapter.Adapter(odd)
