"""Nothing is left: a disk that is full, read-only, failing or slow, no descriptors, no memory; then there is again."""

import errno
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.proof.turn import Turn
from tests.proof.world import World

TIMES = {"once": 6, "proof": 18, "full": 120}
AT_ONCE = 12
SLOW = 300_000  # microseconds of each sync
LASTS = 4, 8  # seconds
MEGABYTE = 1024 * 1024


def run(turn: Turn) -> None:
    """One after the other, each for some seconds, under load."""
    with turn.world() as world:
        for number in range(turn.times):
            name, lack = LACKS[number % len(LACKS)]
            with lack(world):
                time.sleep(world.chance.uniform(*LASTS))
            turn.count(name)
            turn.tell(f"    {name}: all went on {world.recovered(time.monotonic()):.1f} s after its end")


@contextmanager
def failing(world: World, problem: int) -> Iterator[None]:
    """Each writing call on a file of the instance fails."""
    world.control.fail_writes(problem)
    try:
        yield
    finally:
        world.control.fail_writes(0)


@contextmanager
def slow(world: World) -> Iterator[None]:
    """Each sync takes long."""
    world.control.slow_syncs(SLOW)
    try:
        yield
    finally:
        world.control.slow_syncs(0)


@contextmanager
def limited(world: World, kind: int, room: Callable[[int], int]) -> Iterator[None]:
    """Each process of the program may have no more of something than it has, and `room` more.

    A process that is begun meanwhile has the limits of its parent; it is freed of them, too.
    """
    before: dict[int, tuple[int, int]] = {}
    for process in world.program.family():
        with suppress(OSError):
            before[process] = resource.prlimit(process, kind)
            resource.prlimit(process, kind, (room(process), before[process][1]))
    try:
        yield
    finally:
        usual = max(before.values(), key=lambda limits: limits[0] % 2**64)  # -1 is none
        for process in world.program.family():
            with suppress(OSError):
                resource.prlimit(process, kind, before.get(process, usual))


def _descriptors(process: int) -> int:
    """As many as are open: also those in use by number, since the limit is on the number."""
    return max((int(each.name) for each in Path(f"/proc/{process}/fd").iterdir()), default=0) + 1


def _memory(process: int) -> int:
    """What is mapped now, and a megabyte."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[0])
    return pages * resource.getpagesize() + MEGABYTE


LACKS = (
    ("full disks", lambda world: failing(world, errno.ENOSPC)),
    ("read-only disks", lambda world: failing(world, errno.EROFS)),
    ("failing disks", lambda world: failing(world, errno.EIO)),
    ("slow disks", slow),
    ("times without a free descriptor", lambda world: limited(world, resource.RLIMIT_NOFILE, _descriptors)),
    ("times without free memory", lambda world: limited(world, resource.RLIMIT_AS, _memory)),
)
