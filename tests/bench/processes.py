"""What processes of this machine hold and compute, as the kernel tells."""

import os
from collections.abc import Iterator
from pathlib import Path


def computed_of(process: int) -> float:
    """Seconds of a processor that a process and those it started have taken, while they run."""
    return sum(map(own_computed, family(process)))


def own_computed(process: int) -> float:
    """Its own alone, in the program and in the kernel for it; 0 for one that has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(process: int) -> Iterator[int]:
    """A process and all that it started, and they did."""
    yield process
    for child in children(process):
        yield from family(child)


def children(process: int) -> list[int]:
    """Those that it started itself."""
    started: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            started += map(int, task.read_text().split())
        except OSError:  # a thread that has ended
            continue
    return started


def held_by(process: int) -> float:
    """Megabytes that a process and those it started hold now; what several map is shared among them."""
    return sum(map(_held, family(process))) / 1024


def _held(process: int) -> int:
    """In KB; 0 for one that has ended."""
    try:
        maps = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in maps.splitlines() if line.startswith("Pss:"))
