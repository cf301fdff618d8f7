"""What processes of this machine hold and compute, as the kernel tells."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

_unwaited: list[float] = []  # seconds of processes that ended with a server and that nobody waited for


def computed_here() -> float:
    """Seconds of a processor that this process, those it has waited for and the servers it stopped have taken."""
    times = os.times()
    return times.user + times.system + _waited_for() + sum(_unwaited)


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Have a server end. Processes that it forked may end with it unwaited for: what they took is remembered."""
    taken, before = sum(map(_taken, family(server.pid))), _waited_for()
    server.terminate()
    server.wait()
    _unwaited.append(max(0.0, taken - (_waited_for() - before)))


def _waited_for() -> float:
    times = os.times()
    return times.children_user + times.children_system


def computed_of(process: int) -> float:
    """Seconds of a processor that a process and those it started have taken, while they run."""
    return sum(map(own_computed, family(process)))


def own_computed(process: int) -> float:
    """Its own alone, in the program and in the kernel for it; 0 for one that has ended."""
    return sum(_times(process)[:2])


def _taken(process: int) -> float:
    """Its own, and that of those it has waited for."""
    return sum(_times(process))


def _times(process: int) -> list[float]:
    """Seconds: its own in the program and in the kernel, and the same of those it has waited for."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [int(each) / os.sysconf("SC_CLK_TCK") for each in fields[11:15]]


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
