"""An app of WSGI behind granian's RSGI: bodies are read and answers sent in the event loop, and the app is called once
a request is whole, in one of two threads.

Reads and writes have a thread each: whoever waits for the database's lock holds up writers alone. A page that is kept
is answered by the event loop, so that neither thread is asked; for half a minute also an old one, while its
successor takes long to make or can't be made.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import structlog
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # it is what RSGI says to import

from campaign.lib.caches import Headers
from campaign.running.bodies import Bodies, Refused
from campaign.running.environ import environ_of
from campaign.running.lanes import Lane
from campaign.running.wsgi_calls import Answer, App, call
from campaign.web.bodies import GAVE_UP, WITH_BODY

STALE = 30  # seconds; who takes a campaign down waits for the longest of these and of what proxies keep
SOON = 0.5  # seconds that a visitor waits for a page's successor, where there is an old one
PATIENCE = 2  # seconds for a writer in line, while the database takes nothing
SMALL = 64 * 1024
TAKES = 30  # seconds in which a reader has to take the next piece of a large answer
MOST_LARGE = 64  # such answers at once, each of them 1 MB in memory at most
BRIEF = ("Cache-Control", "public, max-age=1, stale-if-error=25")
READS = frozenset({"GET", "HEAD", "OPTIONS"})
BROKEN = Answer(
    500,
    [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
    b"Something went wrong on our side. Nothing was changed. Try again in a minute.\n",
)
log = structlog.get_logger()


class Find(Protocol):
    """Looks for a kept page."""

    def __call__(self, environ: dict[str, Any], *, stale: float = 0) -> tuple[Headers, bytes] | None:
        """Headers and body of what is kept for a request, or was until `stale` seconds ago."""


class Adapter:
    """What granian calls. `find` looks for a kept page (`Shelf.find`); `secret` is the desk's (`bodies.may_upload`)."""

    def __init__(self, app: App, *, find: Find | None = None, secret: bytes | None = None) -> None:
        self.app = app
        self.find = find
        self.bodies = Bodies(secret)
        self.renewed: set[str] = set()
        self.large: dict[int, asyncio.Timeout] = {}
        self.locked = False

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.reading, self.writing = Lane("reading", loop), Lane("writing", loop)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        lane = self.reading if environ["REQUEST_METHOD"] in READS else self.writing
        try:
            answer = self._kept(environ) or await self._made(environ, protocol, lane)
        except Exception as problem:
            _log(problem)
            answer = BROKEN
        if answer.whole and len(answer.body) <= SMALL:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        else:
            await self._send(answer, protocol, lane)

    def _kept(self, environ: dict[str, Any], *, stale: float = 0) -> Answer | None:
        kept = self.find(environ, stale=stale) if self.find else None
        if kept is None:
            return None
        headers, body = kept
        if stale:  # and nobody keeps that one for another interval
            headers = [*((name, value) for name, value in headers if name != "Cache-Control"), BRIEF]
        return Answer(200, headers, body)

    async def _made(self, environ: dict[str, Any], protocol: Any, lane: Lane) -> Answer:
        """By the app, unless it takes long or fails and there is a page from before."""
        if environ["REQUEST_METHOD"] in WITH_BODY:
            await self._read_body(environ, protocol)
        if lane is self.writing:
            arrived = time.monotonic()
            return await lane.run(lambda: self._write(environ, arrived))
        old = self._kept(environ, stale=STALE)
        if old is None:
            return await lane.run(lambda: call(self.app, environ))
        return await self._renew(environ) or old

    async def _read_body(self, environ: dict[str, Any], protocol: Any) -> None:
        """Whole, or as far as it came: the app refuses one that is shorter than announced, or that we gave up."""
        length = environ.get("CONTENT_LENGTH", "")
        if "HTTP_TRANSFER_ENCODING" in environ or not (length.isascii() and length.isdigit()):
            return  # the app refuses it unread, or there is none
        try:
            allowance = self.bodies.allowance(environ["PATH_INFO"], environ.get("HTTP_COOKIE", ""))
            body = await self.bodies.read(protocol, length=int(length), allowance=allowance)
            environ["wsgi.input"].write(body)
            environ["wsgi.input"].seek(0)
        except Refused as refused:
            environ[GAVE_UP] = refused.status

    def _write(self, environ: dict[str, Any], arrived: float) -> Answer:
        """In the thread of writers. While the database takes nothing, who has waited long enough isn't kept longer."""
        if self.locked and time.monotonic() - arrived > PATIENCE:
            environ[GAVE_UP] = 503
        answer = call(self.app, environ)
        if environ.get(GAVE_UP, 503) == 503:
            self.locked = answer.status == 503
        return answer

    async def _renew(self, environ: dict[str, Any]) -> Answer | None:
        """A page's successor; None where somebody waits for it already, or it takes long, or can't be made."""
        path = environ["PATH_INFO"]
        if path in self.renewed:
            return None
        self.renewed.add(path)
        made = self.reading.run(lambda: call(self.app, environ))
        made.add_done_callback(lambda _: self.renewed.discard(path))
        made.add_done_callback(lambda _: made.exception())  # looked at, whoever waited
        await asyncio.wait({made}, timeout=SOON)
        if not made.done() or made.exception() or made.result().status >= 500:
            return None
        return made.result()

    async def _send(self, answer: Answer, protocol: Any, lane: Lane) -> None:
        """Piece by piece, as the client takes them; no more to one that takes none, or is at it longest of too many."""
        transport = protocol.response_stream(answer.status, answer.headers)
        try:
            async with asyncio.timeout(TAKES) as limit:
                self._enter(limit)
                for piece in _slices(answer.body):
                    await transport.send_bytes(piece)
                    self._prolong(limit)
                while not answer.whole and (more := await lane.run(answer.more)) is not None:
                    await transport.send_bytes(more)
                    self._prolong(limit)
        except (TimeoutError, ProtocolClosed):
            pass  # its connection ends before the announced length
        except Exception as problem:
            _log(problem)
        finally:
            self.large.pop(id(limit), None)
            if not answer.whole:
                await lane.run(answer.close)

    def _enter(self, limit: asyncio.Timeout) -> None:
        self.large[id(limit)] = limit
        if len(self.large) > MOST_LARGE:
            self.large.pop(next(iter(self.large))).reschedule(0)

    def _prolong(self, limit: asyncio.Timeout) -> None:
        if id(limit) in self.large:
            limit.reschedule(asyncio.get_running_loop().time() + TAKES)


def _log(problem: Exception) -> None:
    """What went wrong and where; its words may hold what somebody typed."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    log.error("request failed", problem=type(problem).__name__, where=where)


def _slices(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), SMALL):
        yield body[start : start + SMALL]
