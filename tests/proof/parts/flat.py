"""Memory and descriptors over a time under load: those of the last quarter against those of the second."""

import statistics
import time

from tests.proof.turn import Turn

TIMES = {"once": 1, "proof": 1, "full": 1}
AT_ONCE = 1
SECONDS = {"once": 20, "proof": 300, "full": 3600}
GROWTH, MEGABYTES, DESCRIPTORS = 1.1, 8, 8  # what a cache that fills, and a connection more, may take
LEAST = 60  # seconds that say anything


def run(turn: Turn) -> None:
    """For as many seconds as it is given."""
    with turn.world() as world:
        begun = time.monotonic()
        time.sleep(turn.seconds)
        quarter = turn.seconds / 4
        turn.most("minutes under load", turn.seconds / 60)
        for role in ("web", "worker", "program", "web server"):
            early = _median(world.samples, role, begun + quarter, begun + 2 * quarter)
            late = _median(world.samples, role, begun + 3 * quarter, begun + 4 * quarter)
            turn.require(early[1] and late[1], f"nothing of the {role} was looked at")
            turn.most(f"{role}: MB early", round(early[0] / 1024, 1))
            turn.most(f"{role}: MB late", round(late[0] / 1024, 1))
            turn.most(f"{role}: descriptors late", late[1])
            if turn.seconds >= LEAST:
                more = late[0] > early[0] * GROWTH + MEGABYTES * 1024
                turn.require(not more, f"{role} grew from {early[0] // 1024} to {late[0] // 1024} MB")
                turn.require(
                    late[1] <= early[1] + DESCRIPTORS, f"{role} had {early[1]} and then {late[1]} descriptors"
                )


def _median(
    samples: list[tuple[float, dict[str, tuple[int, int]]]], role: str, begin: float, end: float
) -> tuple[int, int]:
    within = [parts[role] for at, parts in samples if begin <= at < end and role in parts]
    if not within:
        return 0, 0
    return int(statistics.median(size for size, _ in within)), int(
        statistics.median(fds for _, fds in within)
    )
