"""Threads that do blocking work for an event loop, each one thing after another."""

import asyncio
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from campaign.lib.side_threads import SideThread

T = TypeVar("T")
SOON = 0.05  # seconds
Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Lane:
    """One thread and the line before it. How long the line gets is for the caller to bound."""

    def __init__(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        SideThread(self._work, name=name).start()

    def run(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        """What `work` returns or raises, once its turn has come. A cancelled one whose turn has come runs on."""
        promise: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put((work, promise))
        return promise

    def _work(self) -> None:
        while True:
            work, promise = self._jobs.get()
            if promise.cancelled():
                continue
            outcome, problem = None, None
            try:
                outcome = work()
            except BaseException as raised:
                problem = raised
            try:
                self._settled(promise, outcome, problem)
            except RuntimeError:  # the loop has ended, and with it whoever waited
                return

    def _settled(self, promise: "asyncio.Future[Any]", outcome: Any, problem: BaseException | None) -> None:
        """Tell the loop; where there is no memory for that, as soon as there is, since nobody else does this work."""
        while True:
            try:
                self._loop.call_soon_threadsafe(_settle, promise, outcome, problem)
                return
            except MemoryError:
                time.sleep(SOON)


def _settle(promise: "asyncio.Future[Any]", outcome: Any, problem: BaseException | None) -> None:
    if promise.done():
        return
    if problem is None:
        promise.set_result(outcome)
    else:
        promise.set_exception(problem)
