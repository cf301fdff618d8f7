"""What a command and the processes it starts hold together, and what a server computes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.databases import ROOT
from tests.bench.processes import computed_of, held_by
from tests.bench.stage import Stage

CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, seconds of a processor, and the most megabytes at one time."""

    seconds: float
    computed: float
    most: float


def commanded(stage: Stage, *words: str) -> Spent:
    """What `campaign` with these words takes on the stage."""
    return run("-m", "campaign", *words, environment=stage.environment())


def run(*words: str, environment: dict[str, str], cwd: Path = Path("/")) -> Spent:
    """What a Python of its own takes."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, cwd=cwd,
    )  # fmt: skip
    most, computed = watch(process.pid, " ".join(words))
    return Spent(time.perf_counter() - begun, computed, most)


def watch(process: int, name: str) -> tuple[float, float]:
    """Until a process ends: the most MB that it and those it started held at one time, and the seconds they computed.

    It looks ten times a second, and shares what several map among them, as the kernel does (`Pss`).
    """
    most = 0.0
    while not (ended := os.wait4(process, os.WNOHANG))[0]:
        most = max(most, held_by(process))
        time.sleep(0.1)
    if ended[1]:
        raise SystemExit(f"{name} failed")
    return most, ended[2].ru_utime + ended[2].ru_stime


@contextmanager
def spending(stage: Stage, server: int = 0) -> Iterator[Callable[[], float]]:
    """What a server of the stage and the processes it started computed within the block, in milliseconds."""
    process = stage.servers[server].pid
    begun = computed_of(process)
    ended: list[float] = []
    yield lambda: ended[0]
    ended.append(1_000 * (computed_of(process) - begun))
