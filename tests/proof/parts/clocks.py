"""The machine's clock is set forward and back, by minutes, days and years, while the program runs; then right again."""

import time

from tests.proof.turn import Turn

MINUTE, DAY, YEAR = 60, 86_400, 31_557_600
MOVES = (
    2 * MINUTE,
    -2 * MINUTE,
    40 * MINUTE,
    -40 * MINUTE,
    2 * DAY,
    -2 * DAY,
    40 * DAY,
    -40 * DAY,
    3 * YEAR,
    -3 * YEAR,
)
TIMES = {"once": len(MOVES), "proof": len(MOVES), "full": 10 * len(MOVES)}
AT_ONCE = len(MOVES)


def run(turn: Turn) -> None:
    """Each move for as long as it takes until forms, confirmations and counting go on by the wrong clock."""
    with turn.world() as world:
        for number in range(turn.times):
            ahead = MOVES[number % len(MOVES)]
            for moved, says in (
                (ahead, f"clock moved by {ahead / 60:,.0f} minutes"),
                (0, "clock right again"),
            ):
                at = time.monotonic()
                world.control.move_clock(ahead=moved)
                turn.tell(f"    {says}: all went on after {world.recovered(at):.1f} s")
                turn.count("moves of the clock")
