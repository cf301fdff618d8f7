"""Asking the desk's process, from the event loop of its web process."""

import asyncio
import os
import signal
import socket
from typing import Any

from campaign.lib.logs import log
from campaign.organisers.sessions import is_desk
from campaign.running.desk_wire import Streams, read_answer, read_piece, send_request, streams
from campaign.running.threads import Reply

MOST_AT_ONCE = 64
BEGINS = 60  # seconds in which an answer has to begin
PREVIEW = "p"
BROKEN_OFF = (OSError, EOFError, ValueError)


class Away(Exception):
    """The desk can't answer now: its process has ended, or too many ask."""


class Desk:
    """The desk's process; `requests` is what `desk_process.fork` returned."""

    def __init__(self, requests: socket.socket) -> None:
        self.requests = requests
        self.asking = 0

    async def reply(self, environ: dict[str, Any]) -> Reply:
        """What it answers. Raises Away."""
        if self.asking >= MOST_AT_ONCE:
            raise Away
        self.asking += 1
        try:
            return await self._ask(environ)
        finally:
            self.asking -= 1

    async def _ask(self, environ: dict[str, Any]) -> Reply:
        reader, writer = await self._open()
        try:
            async with asyncio.timeout(BEGINS):
                await send_request(environ, writer)
                answer = await read_answer(reader)
        except BaseException as problem:
            writer.close()
            if isinstance(problem, BROKEN_OFF):
                raise Away from problem
            raise
        if answer.whole:
            writer.close()
        return Reply(answer, lambda: _more(reader), lambda: _close(writer))

    async def _open(self) -> Streams:
        """A pair of sockets, of which the desk has one."""
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self.requests, [b"."], [theirs.fileno()])
        except OSError as problem:
            ours.close()
            if not isinstance(problem, BlockingIOError):
                _end()
            raise Away from problem
        finally:
            theirs.close()
        return await streams(ours)


async def _more(reader: asyncio.StreamReader) -> bytes | None:
    try:
        return await read_piece(reader)
    except BROKEN_OFF as problem:
        raise Away from problem


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()


def _end() -> None:
    """The keeper has ended too, and nobody forks another desk: the server starts this process anew."""
    log.error("desk's keeper ended")
    os.kill(os.getpid(), signal.SIGTERM)


def is_for_desk(path: str) -> bool:
    """Whether the desk's process answers there: its pages, and the drafts that organisers look at by their links."""
    return is_desk(path) or path.split("/")[2:3] == [PREVIEW]
