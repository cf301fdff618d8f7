"""Two web machines and a worker with PostgreSQL, its replica and Valkey: each is lost once, and three are measured."""

from tests.proof import machines
from tests.proof.turn import Turn

TIMES = {"once": 1, "proof": 1, "full": 1}
AT_ONCE = 1
KINDS = ("postgresql",)  # it brings its own


def run(turn: Turn) -> None:
    """As `python -m tests.proof.machines` does."""
    machines.run(turn)
