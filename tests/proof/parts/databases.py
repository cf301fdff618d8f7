"""The database dies: PostgreSQL's main process or one of its others by `kill -9`; SQLite with all who have it open."""

import os
import time
from contextlib import suppress
from signal import SIGKILL

from tests.proof.databases import PostgreSQL
from tests.proof.program import children
from tests.proof.turn import Turn
from tests.proof.world import World

TIMES = {"once": 2, "proof": 20, "full": 200}
AT_ONCE = 20


def run(turn: Turn) -> None:
    """Each crash at a moment of chance, under load."""
    with turn.world() as world:
        for number in range(turn.times):
            time.sleep(world.chance.uniform(0, 1.5))
            name, at = _crash(world, number)
            turn.count(name)
            turn.tell(f"    {name}, all went on after {world.recovered(at):.1f} s")


def _crash(world: World, number: int) -> tuple[str, float]:
    """What was killed, and when it was there again."""
    place = world.database
    if not isinstance(place, PostgreSQL):
        world.program.kill_all()
        return "kills of all who have SQLite's file open", time.monotonic()
    if number % 3 == 2:
        with suppress(ProcessLookupError, IndexError):
            os.kill(world.chance.choice(list(children(place.server.pid))), SIGKILL)
        return "kills of one of PostgreSQL's processes", time.monotonic()
    at = time.monotonic()
    place.kill()
    time.sleep(world.chance.uniform(0, 2))
    place.start()
    return "kills of PostgreSQL", at
