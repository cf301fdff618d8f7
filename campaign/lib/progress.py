"""How far along a long task is: told to whoever asked, who may draw a bar."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int], None]  # how many more are done; 0 at the beginning


def untold(_more: int) -> None:
    """Where nobody asked."""
