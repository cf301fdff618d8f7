"""Who may write to the database now, and how long the others wait: SQLite has one writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from campaign.current import running_app
from campaign.lib import queues

# How long a writer waits for SQLite's lock. No turn takes half a second, so after two something is wrong, and a
# visitor is better told so than kept waiting.
BUSY_SECONDS, WEB_BUSY_SECONDS = 10, 2
# A server whose machine is gone says nothing more, and TCP alone would wait for a quarter of an hour. By these options
# of libpq a connection ends after some ten seconds in which nothing was acknowledged. One that is only slow answers.
VANISHED = {"tcp_user_timeout": 8_000, "keepalives_idle": 4, "keepalives_interval": 2, "keepalives_count": 2}
WRITERS = "writers of the database"


@dataclass(frozen=True)
class Writers:
    """Where those who write to one SQLite file queue, and for how long."""

    queue: queues.Queue
    seconds: float


def queue_for(file: Path | None) -> Writers | None:
    """The queue before SQLite's file; None on PostgreSQL."""
    if file is None:
        return None
    return Writers(queues.Queue(file.with_name(f"{file.name}-turn")), BUSY_SECONDS)


@contextmanager
def place() -> Iterator[None]:
    """SQLite has one writer at a time, and the others sleep for ever longer: so all of a machine queue before it.

    Its own lock is what holds; who can't queue is left to that.
    """
    writers: Writers | None = running_app().extensions[WRITERS]
    if writers is None:
        yield
        return
    held = None
    try:
        held = writers.queue.enter(seconds=writers.seconds)
    except queues.Full as problem:
        raise OperationalError("BEGIN IMMEDIATE", {}, problem) from None
    except OSError:  # a disk that is full, or can only be read
        pass
    try:
        yield
    finally:
        if held is not None:
            writers.queue.leave(held)


def engine_options(*, on_file: bool) -> dict[str, Any]:
    """What SQLAlchemy makes its connections with."""
    options: dict[str, Any] = {"hide_parameters": True}  # errors must not carry what a signer typed
    options["connect_args"] = {"timeout": BUSY_SECONDS} if on_file else dict(VANISHED)
    return options


def be_brief(app: Flask, engine: Engine) -> None:
    """From here on this process, which has no connection yet, waits less long for a lock or a server than others do."""
    if (writers := app.extensions[WRITERS]) is not None:
        app.extensions[WRITERS] = replace(writers, seconds=WEB_BUSY_SECONDS)
    else:
        event.listen(engine.pool, "connect", _wait_briefly)
    event.listen(engine, "do_connect", _connect_briefly)


def _connect_briefly(dialect: Any, _record: object, _words: object, options: dict[str, Any]) -> None:
    options["timeout" if dialect.name == "sqlite" else "connect_timeout"] = WEB_BUSY_SECONDS


def _wait_briefly(connection: Any, _record: object) -> None:
    """On PostgreSQL: of a connection just made. Said to it, since a pooler before it may know no options."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{WEB_BUSY_SECONDS}s'")
    connection.commit()
