"""How long tests wait for what surely comes: no machine is so busy that it takes longer."""

import time
from collections.abc import Callable

PATIENCE = 120  # seconds


def until(so: Callable[[], object], seconds: float = PATIENCE, *, said: str = "it never was so") -> None:
    """Wait for what another thread or program does."""
    ends = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < ends, said
        time.sleep(0.02)
