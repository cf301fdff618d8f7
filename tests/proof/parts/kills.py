"""`kill -9` by chance: a process that serves, the web server, the worker, the program, or all of them at once."""

import time

from tests.proof.turn import Turn

TIMES = {"once": 3, "proof": 100, "full": 1000}
AT_ONCE = 50  # in one world
PARTS = ("web", "web server", "worker", "program", "whole")


def run(turn: Turn) -> None:
    """Each kill comes at a moment of chance, and the next only once all goes on."""
    with turn.world() as world:
        for number in range(turn.times):
            which = PARTS[number % len(PARTS)] if turn.times >= len(PARTS) else world.chance.choice(PARTS)
            time.sleep(world.chance.uniform(0, 1.5))
            world.until(
                lambda which=which: world.program.kill(which, world.chance),
                f"there was a {which} to be killed",
            )
            killed_at = time.monotonic()
            turn.count(f"kills of {which}")
            turn.tell(f"    {which} killed, all went on after {world.recovered(killed_at):.1f} s")
        turn.count("starts", world.program.starts)
