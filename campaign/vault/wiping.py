"""What was erased leaves the database's files too, as far as these are in our hands.

Whoever erases notes it in the same transaction, so that it isn't forgotten when the machine stops in between; the
worker sees to the rest, and `campaign check` tells what the files may still hold. SQLite overwrites what is deleted,
and its log is emptied as soon as nobody reads it. PostgreSQL leaves deleted rows where they are: VACUUM takes them out
of reach at once, and at night VACUUM FULL writes the table anew, which holds up everybody who needs it meanwhile. Its
write-ahead log, replicas, backups and what a disk keeps beneath are not reached.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from sqlite3 import OperationalError as SqliteError
from typing import Any

from sqlalchemy import Connection, case, func, or_, select, text, update
from sqlalchemy.exc import OperationalError

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.logs import log
from campaign.vault.models import Erasure

NIGHT = range(1, 4)  # hours of the day, UTC: before dawn where most of our signers are
PATIENCE = "2s"  # while one waits for a table, everybody who comes later waits behind
READERS_MS = 200  # the same on SQLite, whose writers wait while its log is about to be emptied
# The number of the next transaction, and how far behind it the oldest is that any row of a table bears: all that were
# deleted before that one are not in its file any more.
AGE = text(
    "SELECT txid_snapshot_xmax(txid_current_snapshot()), age(relfrozenxid) FROM pg_class WHERE oid = to_regclass(:name)"
)


def note_erased(*tables: str) -> None:
    """In the transaction that erases rows of them: their bytes may lie in the database's files until they are wiped."""
    with transaction() as session:
        now = clock.now()
        mark: Any = func.txid_current() if _is_postgresql() else 1
        statement = insert(Erasure).values(
            [{"name": name, "mark": mark, "vacuumed": 0, "since": now} for name in tables]
        )
        later = statement.excluded.mark if _is_postgresql() else Erasure.mark + 1
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["name"],
                set_={
                    # Of two transactions the one that began later may end first.
                    "mark": case((Erasure.mark > later, Erasure.mark), else_=later),
                    "since": func.coalesce(Erasure.since, statement.excluded.since),
                },
            )
        )


def let_go() -> None:
    """What can be done at once, while others read and write; nothing where nothing was erased. Not in a transaction."""
    assert not db.session.info.get("writing")
    if _is_postgresql():
        _vacuum()
    else:
        _empty_log()


def rewrite_at_night() -> None:
    """On PostgreSQL write the tables anew whose erased rows may lie in the files, at night, until that has succeeded.

    One that somebody else uses has its turn later in the same night. One that was written anew with old rows in it,
    since somebody still looks at the database as it was before, has it in the next.
    """
    if not _is_postgresql() or clock.now().hour not in NIGHT:
        return
    today = clock.today()
    untried = or_(Erasure.tried_on.is_(None), Erasure.tried_on != today)
    query = select(Erasure.name).where(Erasure.since.is_not(None), untried).order_by(Erasure.name)
    names = db.session.scalars(query).all()
    db.session.remove()
    for name in names:
        _rewrite(name)


def _vacuum() -> None:
    query = select(Erasure.name, Erasure.mark).where(Erasure.vacuumed < Erasure.mark).order_by(Erasure.name)
    due = db.session.execute(query).all()
    db.session.remove()
    for name, mark in due:
        with _patient() as connection:
            if not _ran(connection, f"VACUUM {name}", name):
                continue
        with transaction() as session:
            session.execute(update(Erasure).where(Erasure.name == name).values(vacuumed=mark))


def _rewrite(name: str) -> None:
    with _patient() as connection:
        if not _ran(connection, f"VACUUM FULL {name}", name):
            return
        to_come, age = connection.execute(AGE, {"name": name}).one()
    with transaction() as session:
        row = update(Erasure).where(Erasure.name == name)
        session.execute(row.values(tried_on=clock.today()))
        # A mark that is still to come was made by another server, before a backup was brought here.
        gone = or_(Erasure.mark < to_come - age, Erasure.mark >= to_come)
        session.execute(row.where(gone).values(since=None, vacuumed=Erasure.mark, rewritten_at=clock.now()))


def _empty_log() -> None:
    query = select(Erasure.name, Erasure.mark).where(Erasure.since.is_not(None))
    due = db.session.execute(query).all()
    db.session.remove()
    if not due or not _emptied():
        return
    with transaction() as session:
        for name, mark in due:
            row = update(Erasure).where(Erasure.name == name, Erasure.mark == mark)
            session.execute(row.values(since=None, vacuumed=mark, rewritten_at=clock.now()))


def _emptied() -> bool:
    with closing(db.engine.raw_connection()) as connection:  # SQLAlchemy would begin a transaction first
        cursor = connection.cursor()
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        try:
            # Most of it while others write; the rest holds them up for as long as it waits for readers.
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            cursor.execute(f"PRAGMA busy_timeout={READERS_MS}")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except SqliteError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout={usual}")
        return not busy


@contextmanager
def _patient() -> Iterator[Connection]:
    """A connection without a transaction that waits for no lock longer than PATIENCE."""
    with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{PATIENCE}'")
        try:
            yield connection
        finally:
            connection.exec_driver_sql("RESET lock_timeout")


def _ran(connection: Connection, statement: str, table: str) -> bool:
    """Whether it could be done now: the table may be in use, or the disk too full for another copy of it."""
    try:
        connection.exec_driver_sql(statement)
    except OperationalError as problem:
        log.warning("table not wiped", table=table, problem=type(problem.orig).__name__)
        return False
    return True


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"
