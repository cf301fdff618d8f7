"""Looking at the database from outside: everything in it, and the statements a request makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from campaign.extensions import db
from campaign.vault.envelope import open_with
from tests.cast import KEY


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in a transaction of its own."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in db.metadata.sorted_tables
        }


def rows(model: Any) -> list[dict[str, Any]]:
    """A table's rows as dictionaries, oldest first."""
    table = model.__table__
    with db.engine.connect() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        return [dict(zip(table.columns.keys(), row, strict=True)) for row in found]


def count(model: Any, **wanted: Any) -> int:
    """How many rows have these values."""
    with db.engine.connect() as connection:
        query = select(func.count()).select_from(model.__table__).filter_by(**wanted)
        return int(connection.execute(query).scalar_one())


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that runs meanwhile, without its parameters."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        heard.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)


@contextmanager
def no_commits() -> Iterator[None]:
    """The database refuses every COMMIT, as with a full disk."""

    def refuse(_connection: Any) -> None:
        raise OperationalError("COMMIT", {}, OSError("no space left on device"))

    event.listen(db.engine, "commit", refuse)
    try:
        yield
    finally:
        event.remove(db.engine, "commit", refuse)


def unsealed(row: dict[str, Any]) -> bytes:
    """What a row of submissions or signatures holds, opened with the holder's key."""
    return open_with(row["sealed"], record_id=row["record_id"], identities=[KEY])
