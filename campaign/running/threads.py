"""The two threads in which an app is called for an event loop: reads and writes have one each.

Whoever waits for the database's lock holds up writers alone.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from campaign.lib.logs import log
from campaign.running.lanes import Lane
from campaign.running.wsgi_calls import Answer, App, call
from campaign.web.bodies import GAVE_UP

PATIENCE = 2  # seconds for a writer in line, while the database takes nothing
READS = frozenset({"GET", "HEAD", "OPTIONS"})
BROKEN = Answer(
    500,
    [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
    b"Something went wrong on our side. Nothing was changed. Try again in a minute.\n",
)


async def _nothing() -> None:
    """What there is to wait for where an answer is whole."""


@dataclass(frozen=True)
class Reply:
    """An answer, and ways to its rest that an event loop can wait for: the next piece, None at the end; and its end."""

    answer: Answer
    more: Callable[[], Awaitable[bytes | None]] = _nothing
    close: Callable[[], Awaitable[None]] = _nothing


class Threads:
    """Both of them, for one app."""

    def __init__(self, app: App, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.locked = False
        self.reading, self.writing = Lane("reading", loop), Lane("writing", loop)

    async def reply(self, environ: dict[str, Any]) -> Reply:
        """What the app answers, once the request's turn has come; 500 for what it raises."""
        lane = self.reading if environ["REQUEST_METHOD"] in READS else self.writing
        arrived = time.monotonic()
        work = self._read if lane is self.reading else partial(self._write, arrived=arrived)
        try:
            answer = await lane.run(lambda: work(environ))
        except Exception as problem:
            log_failure(problem)
            return Reply(BROKEN)
        return Reply(answer, lambda: lane.run(answer.more), lambda: lane.run(answer.close))

    def _read(self, environ: dict[str, Any]) -> Answer:
        return call(self.app, environ)

    def _write(self, environ: dict[str, Any], *, arrived: float) -> Answer:
        """In the thread of writers. While the database takes nothing, who has waited long enough isn't kept longer."""
        if self.locked and time.monotonic() - arrived > PATIENCE:
            environ[GAVE_UP] = 503
        answer = call(self.app, environ)
        if environ.get(GAVE_UP, 503) == 503:
            self.locked = answer.status == 503
        return answer


def log_failure(problem: Exception) -> None:
    """What went wrong and where; its words may hold what somebody typed."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    log.error("request failed", problem=type(problem).__name__, where=where)
