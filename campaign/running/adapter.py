"""An app of WSGI behind granian's RSGI: bodies are read and answers sent in the event loop, and the app is called once
a request is whole, in one of two threads.

A page that is kept is answered by the event loop, so that neither thread is asked; for half a minute also an old one,
while its successor takes long to make or can't be made. What is the desk's is answered by its own process.
"""

import asyncio
from collections.abc import Iterator
from typing import Any, Protocol

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # it is what RSGI says to import

from campaign.lib.caches import Headers
from campaign.running.bodies import Bodies, Refused
from campaign.running.desk_calls import Away, Desk, is_for_desk
from campaign.running.environ import environ_of
from campaign.running.threads import BROKEN, Reply, Threads, log_failure
from campaign.running.wsgi_calls import Answer, App, call
from campaign.web.bodies import GAVE_UP, WITH_BODY

STALE = 30  # seconds; who takes a campaign down waits for the longest of these and of what proxies keep
SOON = 0.5  # seconds that a visitor waits for a page's successor, where there is an old one
SMALL = 64 * 1024
TAKES = 30  # seconds in which a reader has to take the next piece of a large answer
MOST_LARGE = 64  # such answers at once, each of them 1 MB in memory at most
BRIEF = ("Cache-Control", "public, max-age=1, stale-if-error=25")


class Find(Protocol):
    """Looks for a kept page."""

    def __call__(self, environ: dict[str, Any], *, stale: float = 0) -> tuple[Headers, bytes] | None:
        """Headers and body of what is kept for a request, or was until `stale` seconds ago."""


class Adapter:
    """What granian calls. `find` looks for a kept page (`Shelf.find`); `secret` is the desk's (`bodies.may_upload`).

    Without `desk` the app is called for the desk's pages here as for all others.
    """

    def __init__(
        self, app: App, *, find: Find | None = None, secret: bytes | None = None, desk: Desk | None = None
    ) -> None:
        self.app = app
        self.find = find
        self.desk = desk
        self.bodies = Bodies(secret)
        self.renewed: set[str] = set()
        self.large: dict[int, asyncio.Timeout] = {}

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.threads = Threads(self.app, loop)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        try:
            page = self._kept(environ)
            reply = Reply(page) if page else await self._made(environ, protocol)
        except Exception as problem:
            log_failure(problem)
            reply = Reply(BROKEN)
        answer = reply.answer
        if answer.whole and len(answer.body) <= SMALL:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        else:
            await self._send(reply, protocol)

    def _kept(self, environ: dict[str, Any], *, stale: float = 0) -> Answer | None:
        page = self.find(environ, stale=stale) if self.find else None
        if page is None:
            return None
        headers, body = page
        if stale:  # and nobody keeps that one for another interval
            headers = [*((name, value) for name, value in headers if name != "Cache-Control"), BRIEF]
        return Answer(200, headers, body)

    async def _made(self, environ: dict[str, Any], protocol: Any) -> Reply:
        """By the app, unless it takes long or fails and there is a page from before."""
        if environ["REQUEST_METHOD"] in WITH_BODY:
            await self._read_body(environ, protocol)
        if self.desk and is_for_desk(environ["PATH_INFO"]):
            return await self._of_desk(self.desk, environ)
        old = self._kept(environ, stale=STALE)
        if old is None:
            return await self.threads.reply(environ)
        return Reply(await self._renew(environ) or old)

    async def _of_desk(self, desk: Desk, environ: dict[str, Any]) -> Reply:
        """From its process; where that is away, the app says here that it can't be answered now."""
        try:
            return await desk.reply(environ)
        except Away:
            environ[GAVE_UP] = 503
            return await self.threads.reply(environ)

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

    async def _renew(self, environ: dict[str, Any]) -> Answer | None:
        """A page's successor; None where somebody waits for it already, or it takes long, or can't be made."""
        path = environ["PATH_INFO"]
        if path in self.renewed:
            return None
        self.renewed.add(path)
        made = self.threads.reading.run(lambda: call(self.app, environ))
        made.add_done_callback(lambda _: self.renewed.discard(path))
        made.add_done_callback(lambda _: made.exception())  # looked at, whoever waited
        await asyncio.wait({made}, timeout=SOON)
        if not made.done() or made.exception() or made.result().status >= 500:
            return None
        return made.result()

    async def _send(self, reply: Reply, protocol: Any) -> None:
        """Piece by piece, as the client takes them; no more to one that takes none, or is at it longest of too many."""
        answer = reply.answer
        transport = protocol.response_stream(answer.status, answer.headers)
        try:
            async with asyncio.timeout(TAKES) as limit:
                self._enter(limit)
                for piece in _slices(answer.body):
                    await transport.send_bytes(piece)
                    self._prolong(limit)
                while not answer.whole and (more := await reply.more()) is not None:
                    await transport.send_bytes(more)
                    self._prolong(limit)
        except (TimeoutError, ProtocolClosed, Away):
            pass  # its connection ends before the announced length
        except Exception as problem:
            log_failure(problem)
        finally:
            self.large.pop(id(limit), None)
            if not answer.whole:
                await reply.close()

    def _enter(self, limit: asyncio.Timeout) -> None:
        self.large[id(limit)] = limit
        if len(self.large) > MOST_LARGE:
            self.large.pop(next(iter(self.large))).reschedule(0)

    def _prolong(self, limit: asyncio.Timeout) -> None:
        if id(limit) in self.large:
            limit.reschedule(asyncio.get_running_loop().time() + TAKES)


def _slices(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), SMALL):
        yield body[start : start + SMALL]
