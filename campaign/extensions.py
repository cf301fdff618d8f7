"""The database without an app, and the one way to write."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as AppSession
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Engine,
    MetaData,
    Table,
    cast,
    event,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session

from campaign import driver, writers
from campaign.driver import Connection, Prepared, Values

# A writer who waits looks at the lock again every tenth of a second; whoever holds it again and again leaves that much.
GIVE_WAY = 0.1
AS_IT_IS = {"synchronize_session": False}  # rows that were read are not looked at again
MIGRATE = "migrate"  # where Flask-Migrate looks for itself
TABLES = "tables of all rooms"  # what loads them

_in_turn: ContextVar[Connection | None] = ContextVar("in turn", default=None)


class Base(DeclarativeBase):
    """Constraints get names, so that migrations can name them on both databases."""

    __table__: ClassVar[Table]
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class OwnSession(AppSession):
    """A session that lets go of a server which has gone without an error: what was answered by then stays answered."""

    def close(self) -> None:
        """Give everything back. Where the server has gone its part of that is done."""
        try:
            super().close()
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                raise
            super().close()


db = SQLAlchemy(model_class=Base, session_options={"class_": OwnSession})

# What models derive from. Flask-SQLAlchemy makes it of Base when the program runs, where no type checker sees it.
if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Model = Base
else:
    Model = db.Model


def answer_visitors(app: Flask) -> None:
    """From here on this process, which has no connection yet, waits less long for a lock or a server than others do."""
    with app.app_context():
        writers.be_brief(app, db.engine)


@dataclass(frozen=True)
class Migrations:
    """What Flask-Migrate has of the app. It is loaded for whoever migrates, as it takes as long as all the rest."""

    directory: str
    db: ClassVar[SQLAlchemy] = db

    @property
    def migrate(self) -> Any:
        """Flask-Migrate's own."""
        from flask_migrate import Migrate

        return Migrate(db=db, directory=self.directory)


def init_extensions(app: Flask, migrations: Path, *, database_file: Path | None) -> None:
    """Bind the database and its migrations to the app; `database_file` is SQLite's."""
    db.init_app(app)
    app.extensions[writers.WRITERS] = writers.queue_for(database_file)
    app.extensions[MIGRATE] = Migrations(str(migrations))


@contextmanager
def transaction() -> Iterator[Session]:
    """One write: commits at its end, rolls back on an exception; inside another one it joins that.

    On SQLite it begins IMMEDIATE. What was read before in the same request is let go first, since a read that turns
    into a write in a deferred transaction fails at once with BUSY_SNAPSHOT.
    """
    assert _in_turn.get() is None, "a turn has statements of its own alone"
    session = db.session()
    if session.info.get("writing"):
        yield session
        return
    session.rollback()
    with writers.place():
        session.info["writing"] = True
        try:
            session.connection(execution_options={"immediate": True})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["writing"] = False


@contextmanager
def turn() -> Iterator[Connection]:
    """The same one write for statements of our own, without a session: inside either of the two it joins that.

    Inside it nothing may begin a `transaction()`; what is read there is read by `ask`.
    """
    if (ours := _writing_on()) is not None:
        yield ours
        return
    with writers.place(), driver.writing(db.engine) as connection:
        before = _in_turn.set(connection)
        try:
            yield connection
        finally:
            _in_turn.reset(before)


def ask(statement: Prepared, values: Values) -> list[Any]:
    """What a statement finds: in the turn that is open here, else in the session's transaction."""
    return (_in_turn.get() or _of_session()).run(statement, values)


def look(statement: Prepared, values: Values) -> list[Any]:
    """What a statement finds now, in a moment of its own; inside a write what that sees."""
    if (ours := _writing_on()) is not None:
        return ours.run(statement, values)
    with driver.reading(db.engine) as connection:
        return connection.run(statement, values)


def _of_session() -> Connection:
    """What the session's transaction, which begins here if need be, runs on."""
    return Connection(db.engine, db.session.connection().connection)


def _writing_on() -> Connection | None:
    """The connection of the write that is open here. Where none is, the session lets go of the one it reads on: who
    holds one and waits for another may wait for who does the same.
    """
    if (ours := _in_turn.get()) is not None:
        return ours
    if db.session.registry.has():
        session = db.session()
        if session.info.get("writing"):
            return _of_session()
        session.rollback()
    return None


def give_way() -> None:
    """Between two turns of one writer: on SQLite others get none unless it pauses. Not inside a transaction."""
    if db.engine.dialect.name == "sqlite":
        time.sleep(GIVE_WAY)


def batches(work: Callable[[], int]) -> Iterator[int]:
    """What `work`, a transaction of its own, returns: again and again until that is 0, others getting their turns."""
    while count := work():
        yield count
        give_way()


def read_one_state() -> None:
    """What is read from here to the next write is the database at one moment, on both of them."""
    session = db.session()
    session.rollback()
    if db.engine.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def all_tables() -> MetaData:
    """Those of every room, whichever of them this process has loaded."""
    current_app.extensions[TABLES]()
    return db.metadata


def insert(model: type[Base] | Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT of this database's own kind: the one that knows ON CONFLICT."""
    if db.engine.dialect.name == "sqlite":
        return sqlite.insert(model)
    from sqlalchemy.dialects import postgresql  # loaded by now; with SQLite it would be for nothing

    return postgresql.insert(model)


def among(column: Any, numbers: Sequence[int]) -> Any:
    """That a column holds one of these: a single parameter, however many they are."""
    if db.engine.dialect.name == "sqlite":
        each = func.json_each(json.dumps(numbers)).table_valued("value")
        return column.in_(select(each.c.value))
    return column.in_(select(func.unnest(cast(list(numbers), ARRAY(BigInteger)))))


@event.listens_for(Session, "before_flush")
def _know_all_tables(*_: object) -> None:
    """The session sorts what it stores by what leads to what, and has to know each table for that."""
    all_tables()


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # the driver must not begin transactions of its own kind
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
