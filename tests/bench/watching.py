"""What a command and the processes it starts hold together."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.stage import Stage


def watch(process: int, name: str) -> tuple[float, float]:
    """Until a process ends: the most MB that it and those it started held at one time, and the seconds they computed.

    It looks ten times a second, and shares what several map among them, as the kernel does (`Pss`).
    """
    most = 0
    while not (ended := os.wait4(process, os.WNOHANG))[0]:
        most = max(most, sum(_held(each) for each in _family(process)))
        time.sleep(0.1)
    if ended[1]:
        raise SystemExit(f"{name} failed")
    return most / 1024, ended[2].ru_utime + ended[2].ru_stime


@contextmanager
def spending(stage: Stage) -> Iterator[Callable[[], float]]:
    """What the stage's web server and the processes it started computed within the block, in milliseconds."""
    begun = _computed(stage)
    ended: list[float] = []
    yield lambda: ended[0]
    ended.append(_computed(stage) - begun)


def _computed(stage: Stage) -> float:
    ticks = 0
    for process in _family(stage.servers[0].pid):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # in user mode, and for it in the kernel
    return 1_000 * ticks / os.sysconf("SC_CLK_TCK")


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = task.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _held(process: int) -> int:
    """In KB; 0 for one that has ended."""
    try:
        found = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in found.splitlines() if line.startswith("Pss:"))
