"""The SQLite file that limits are counted in: opened when needed, and again after whatever befell it."""

import contextlib
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

from campaign.lib import durable

BUSY_SECONDS = 2
SHAPE = """
PRAGMA journal_mode=WAL;
CREATE TABLE counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX counts_ends ON counts (ends);
"""
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class CountFile:
    """One connection a process, for all its threads, to the `counts` table of a file; without a path, in memory.

    It is opened anew after a fork, after an error, and when another file stands in its place: two processes don't count
    in different files for longer than a request. A damaged file is moved aside and a new one made, since nothing of
    worth is in it.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, ...] = ()
        self._inherited: list[sqlite3.Connection] = []

    def run(self, statement: str, values: dict[str, Any]) -> list[Any]:
        """All rows of one statement, committed. Waits twice BUSY_SECONDS at most; raises sqlite3.Error or OSError."""
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise sqlite3.OperationalError("busy")
        try:
            # All rows are fetched: a statement that still has some would go on holding the file's lock.
            return self._ready().execute(statement, values).fetchall()
        except sqlite3.Error as problem:
            self._close(damaged=(getattr(problem, "sqlite_errorcode", 0) & 0xFF) in DAMAGED)
            raise
        finally:
            self._lock.release()

    def _ready(self) -> sqlite3.Connection:
        if self._connection and self._opened == self._identity():
            return self._connection
        self._close()
        if self._path:
            self._require(self._path)
        self._opened = (
            self._identity()
        )  # before connecting: if the file is swapped in between, it shows next time
        self._connection = _connect(f"{self._path.as_uri()}?mode=rw" if self._path else ":memory:")
        self._connection.executescript("PRAGMA synchronous=OFF;" if self._path else SHAPE)
        return self._connection

    def _identity(self) -> tuple[int, ...]:
        if self._path is None:
            return (os.getpid(),)
        with contextlib.suppress(FileNotFoundError):
            status = self._path.stat()
            return (os.getpid(), status.st_dev, status.st_ino)
        return ()

    def _require(self, path: Path) -> None:
        if path.exists() and path.stat().st_size:
            return
        with _alone(path):
            if path.exists() and path.stat().st_size:
                return
            self._clear(path)
            # Made aside and moved into its place, so that whoever opens it finds it whole and already in WAL mode:
            # of two processes that switch the mode at once, one would be refused as busy.
            with (
                durable.aside(path, replacing=True) as aside,
                contextlib.closing(_connect(aside.as_uri())) as connection,
            ):
                connection.executescript(SHAPE)

    def _clear(self, path: Path) -> None:
        # The log of a file that is gone would be played back into the next one.
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def _close(self, *, damaged: bool = False) -> None:
        connection, self._connection = self._connection, None
        if connection and self._opened[:1] == (os.getpid(),):
            connection.close()
        elif connection:
            self._inherited.append(
                connection
            )  # the parent's: closing it here would let go of the parent's locks
        if damaged and self._path:
            with _alone(self._path):
                if self._opened == self._identity():
                    self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
                    self._clear(self._path)


def _alone(path: Path) -> contextlib.AbstractContextManager[None]:
    """One process at a time: a second one mustn't clear away what the first has just made."""
    return durable.locked(path.with_name(f"{path.name}.lock"))


def _connect(place: str) -> sqlite3.Connection:
    return sqlite3.connect(
        place,
        uri=place.startswith("file:"),
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
