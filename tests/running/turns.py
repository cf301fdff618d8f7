"""How long and how much: every transaction that holds SQLite's write lock, from the lock to the end of its commit."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from campaign.extensions import db


@dataclass(frozen=True)
class Turn:
    """One transaction that wrote or was about to: the rows it changed, its statements, and how long it took.

    `busy` are the seconds of a processor: where others use the machine too, the rest of the time is theirs.
    """

    rows: int
    statements: int
    seconds: float
    busy: float


@contextmanager
def turns() -> Iterator[list[Turn]]:
    """The writers' turns that end meanwhile, of all threads, in the order of their ends."""
    ended: list[Turn] = []
    mine = threading.local()

    def began(connection: Any) -> None:
        mine.driver = None
        if connection.get_execution_options().get("immediate"):
            mine.driver = connection.connection.driver_connection
            mine.changes, mine.statements = mine.driver.total_changes, 0
            mine.at, mine.busy = time.perf_counter(), time.thread_time()

    def ran(*_: Any) -> None:
        mine.statements = getattr(mine, "statements", 0) + 1

    def committed(_session: Any) -> None:
        if getattr(mine, "driver", None) is not None:
            seconds, busy = time.perf_counter() - mine.at, time.thread_time() - mine.busy
            rows = mine.driver.total_changes - mine.changes
            ended.append(Turn(rows, mine.statements, seconds, busy))
            mine.driver = None

    heard = (
        (db.engine, "begin", began), (db.engine, "after_cursor_execute", ran), (db.session, "after_commit", committed),
    )  # fmt: skip
    for target, name, listener in heard:
        event.listen(target, name, listener)
    try:
        yield ended
    finally:
        for target, name, listener in heard:
            event.remove(target, name, listener)
