"""Threads beside those that need them: what can't begin one hears of it.

Where no memory is left a new thread can die before it says that it has begun, and Python's own `start` waits for that
without end.
"""

import threading
from collections.abc import Callable
from typing import Any

BEGINS_WITHIN = 10.0  # seconds, on a machine that does other things as well


class _Begun(threading.Event):
    """What `start` waits for, though not for ever. Raises RuntimeError, as Python does where it can't make a thread."""

    def wait(self, timeout: float | None = None) -> bool:
        """Whether the thread has begun."""
        if not super().wait(BEGINS_WITHIN if timeout is None else timeout):
            raise RuntimeError("a thread could not begin")
        return True


class SideThread(threading.Thread):
    """Ends with its process, whatever it is at. `start` raises RuntimeError where it can't begin."""

    def __init__(self, work: Callable[..., object] | None = None, *of: Any, name: str | None = None) -> None:
        super().__init__(target=work, args=of, name=name, daemon=True)
        self._started = _Begun()


class Later(SideThread):
    """Begins its work after some seconds, unless it was called off before."""

    def __init__(self, seconds: float, work: Callable[..., object], *of: Any) -> None:
        super().__init__(self._wait, seconds, work, of)
        self._off = threading.Event()

    def cancel(self) -> None:
        """It isn't wanted any more."""
        self._off.set()

    def _wait(self, seconds: float, work: Callable[..., object], of: tuple[Any, ...]) -> None:
        if not self._off.wait(seconds):
            work(*of)
