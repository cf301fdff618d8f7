"""A queue before one place, across threads and processes of this machine: nobody who comes later is served first.

Two locks of files: whoever waits for the place holds the door, so that who has just left the place comes in behind.
Both are let go when their process ends, however it ends.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.000_3  # seconds between two looks at the place, of the one who stands before it
PAUSE_BEHIND = 0.001  # of those behind the door


class Full(Exception):
    """The place wasn't free in time."""


class Queue:
    """The place that a file stands for; the file and a second one for the door are made beside each other.

    Within a process one thread at a time stands at the door, the others wait for that one.
    """

    def __init__(self, path: Path) -> None:
        self._paths = path, path.with_name(f"{path.name}-door")
        self._ours = threading.Lock()

    @contextmanager
    def place(self, *, seconds: float) -> Iterator[None]:
        """Have the place. Raises Full where another process has it for so long; OSError where there can be no file."""
        place = self.enter(seconds=seconds)
        try:
            yield
        finally:
            self.leave(place)

    def enter(self, *, seconds: float) -> int:
        """Have the place until `leave`, which takes what this returns. Raises as `place` does."""
        until = time.monotonic() + seconds
        self._ours.acquire()
        try:
            return self._let_in(until)
        except BaseException:
            self._ours.release()
            raise

    def leave(self, place: int) -> None:
        """Let the next one in."""
        try:
            _let_go(place)
            os.close(place)
        finally:
            self._ours.release()

    def _let_in(self, until: float) -> int:
        """The place's file, locked; both are opened anew each time, some hundredths of a millisecond.

        What is kept open keeps a disk from being taken away, and what a fork inherits shares its parent's locks.
        """
        path, before_it = self._paths
        door = _opened(before_it)
        try:
            place = _opened(path)
            try:
                _take(door, until, PAUSE_BEHIND)
                _take(place, until, PAUSE)
            except BaseException:
                os.close(place)
                raise
        finally:
            os.close(door)  # which lets go of it
        return place


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)


def _take(file: int, until: float, look: float) -> None:
    while not _is_taken(file):
        if time.monotonic() > until:
            raise Full
        time.sleep(look)


if sys.platform == "win32":
    # Where whoever writes to the database is served is SQLite's to say there.
    def _is_taken(file: int) -> bool:
        return True

    def _let_go(file: int) -> None:
        pass

else:
    import fcntl

    def _is_taken(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
