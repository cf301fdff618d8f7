"""The mail server in every temper: it refuses, hangs, is slow, or takes a mail and doesn't say so."""

import time

from tests.proof.post import Temper
from tests.proof.turn import Turn

TEMPERS = [temper for temper in Temper if temper != Temper.GOOD]
TIMES = {"once": len(TEMPERS), "proof": 2 * len(TEMPERS), "full": 12 * len(TEMPERS)}
AT_ONCE = 2 * len(TEMPERS)
LASTS = 5  # seconds


def run(turn: Turn) -> None:
    """Each in turn, under load; what was refused for now is sent later, and what nobody said yes to again."""
    with turn.world() as world:
        for number in range(turn.times):
            temper = TEMPERS[number % len(TEMPERS)]
            world.post.be(temper, LASTS)
            turn.count("tempers")
            turn.tell(f"    “{temper}”: all went on after {world.recovered(time.monotonic()):.1f} s")
