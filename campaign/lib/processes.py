"""Work spread over several processes, its results in order; few are asked for ahead, so that memory stays flat."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from campaign.lib.refusal import Refusal

T = TypeVar("T")
MOST = 8
AHEAD = 2  # calls that a process has before it


def at_hand() -> int:
    """How many processes this machine can keep busy."""
    return min(os.cpu_count() or 1, MOST)


def in_order(work: Callable[..., T], calls: Iterable[tuple[Any, ...]], *, processes: int) -> Iterator[T]:
    """`work(*call)` for each of `calls`; with one process in this one. Raises what `work` raises, and
    Refusal where one of the processes is ended from outside.

    `work`, the calls and the results travel between processes, so they are as small and plain as can be.
    """
    if processes == 1:
        yield from (work(*call) for call in calls)
        return
    waiting: deque[Future[T]] = deque()
    # Spawned everywhere, as it has to be on Windows: one way to test.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context)
    try:
        for number, call in enumerate(calls):
            with (
                _beginning() if number < processes else nullcontext()
            ):  # each of the first ones begins a process
                waiting.append(pool.submit(work, *call))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise Refusal("lib/process-ended") from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _beginning() -> Iterator[None]:
    with _deaf(), _without_program():
        yield


@contextmanager
def _without_program() -> Iterator[None]:
    """Processes begun meanwhile import what their work needs, and not the script that this program was started by.

    They would run `bin/campaign` first of all, which imports all that a command may need.
    """
    program = vars(sys.modules["__main__"])
    file = program.pop("__file__", None)
    try:
        yield
    finally:
        if file is not None:
            program["__file__"] = file


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes begun meanwhile never hear Ctrl-C, from their first moment: it ends the first one, and that these."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    hearing = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, hearing)
