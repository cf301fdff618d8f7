"""What nobody would type, to what reads files and texts and to a program: see `tests/proof/fuzzing.py`."""

from tests.proof import fuzzing
from tests.proof.databases import PostgreSQL
from tests.proof.turn import Turn
from tests.proof.world import named_database

TIMES = {"once": 1, "proof": 1, "full": 1}
AT_ONCE = 1
SECONDS = {"once": 20, "proof": 600, "full": 3600}


def run(turn: Turn) -> None:
    """For as many seconds as it is given."""
    place = turn.database
    fuzzed = fuzzing.run(
        turn.seconds, turn.seed, database=named_database(place) if isinstance(place, PostgreSQL) else ""
    )
    turn.count("texts and files read", sum(fuzzed.tried.values()) - sum(fuzzed.statuses.values()))
    turn.count("requests", sum(fuzzed.statuses.values()))
    turn.count("answers of 500", sum(count for status, count in fuzzed.statuses.items() if status == 500))
    turn.most("MB at the end", round(fuzzed.memory[-1] / 1024**2, 1))
    turn.broken += [f"{what}, {where}" for what, where in fuzzed.faults.items()]
