"""Threads that do blocking work for an event loop, each one thing after another."""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]


class Lane:
    """One thread and the line before it. How long the line gets is for the caller to bound."""

    def __init__(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

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
            try:
                settle, outcome = _fulfil, work()
            except BaseException as problem:
                settle, outcome = _break, problem
            try:
                self._loop.call_soon_threadsafe(settle, promise, outcome)
            except RuntimeError:  # the loop has ended, and with it whoever waited
                return


def _fulfil(promise: "asyncio.Future[Any]", outcome: Any) -> None:
    if not promise.done():
        promise.set_result(outcome)


def _break(promise: "asyncio.Future[Any]", problem: BaseException) -> None:
    if not promise.done():
        promise.set_exception(problem)
