"""Twenty times as many come at once as before."""

import time

from tests.proof.turn import Turn

TIMES = {"once": 1, "proof": 1, "full": 10}
AT_ONCE = 1
USUAL, TIMES_MORE, THREADS = 4.0, 20, 12


def run(turn: Turn) -> None:
    """For as long as the part is given; nobody who is thanked is forgotten, and afterwards it is as before."""
    with turn.world(rate=USUAL) as world:
        time.sleep(5)
        usual = _rate(world, 5)
        world.crowd.more(rate=USUAL * TIMES_MORE, threads=THREADS)
        surged = _rate(world, turn.seconds)
        ended = time.monotonic()
        world.crowd.rate = USUAL
        turn.most("thanked a second before", round(usual, 1))
        turn.most("thanked a second in the surge", round(surged, 1))
        turn.count("surges")
        turn.tell(
            f"    {usual:.0f}/s before, {surged:.0f}/s in the surge; as before after {world.recovered(ended):.1f} s"
        )


def _rate(world: object, seconds: float) -> float:
    before = len(world.ledger.thanked)
    time.sleep(seconds)
    return (len(world.ledger.thanked) - before) / seconds
