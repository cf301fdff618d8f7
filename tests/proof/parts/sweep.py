"""The seizure sweep of every room: nothing that is left behind names a signer."""

from tests.proof import sweep
from tests.proof.turn import Turn

TIMES = {"once": 1, "proof": 1, "full": 1}
AT_ONCE = 1
KINDS = ("sqlite",)  # it brings its own


def run(turn: Turn) -> None:
    """As `python -m tests.proof.sweep` does."""
    sweep.run(turn)
