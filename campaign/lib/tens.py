"""How many people there were, as far as it is told: in complete tens, so that no figure points at somebody. Pure."""

STEP = 10


def complete_tens(count: int, *, step: int = STEP) -> int:
    """What may be told of a count: its full tens; 0 below ten, which is said as "fewer than ten"."""
    return count - count % step
