"""What the worker does again and again."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Chore:
    """Something done every `seconds`; the work tells by its result whether there is more at once."""

    name: str
    seconds: float
    work: Callable[[], object]
    due: float = 0.0
