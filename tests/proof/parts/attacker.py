"""What somebody learns with statistics who owns a part of each lot: within what the threat model admits."""

from tests.proof import attacker
from tests.proof.turn import Turn

TIMES = {"once": 1, "proof": 1, "full": 1}
AT_ONCE = 1
KINDS = ("sqlite",)  # it brings its own


def run(turn: Turn) -> None:
    """As `python -m tests.proof.attacker` does."""
    attacker.run(turn)
