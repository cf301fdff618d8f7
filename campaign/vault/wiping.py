"""What was erased leaves the database's files too, as far as these are in our hands."""

from contextlib import closing
from sqlite3 import OperationalError

from campaign.extensions import db


def wipe(*tables: str) -> bool:
    """Have the database let go of old rows of `tables`; False while others use SQLite's file, with nothing harmed.

    PostgreSQL rewrites the tables. SQLite has overwritten what was deleted already and empties its log. Write-ahead
    logs of PostgreSQL, replicas, backups and what a disk keeps beneath are not reached. Not inside a transaction.
    """
    assert not db.session.info.get("writing")
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        return _emptied()
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for table in tables:
            connection.exec_driver_sql(f"VACUUM FULL {table}")
    return True


def _emptied() -> bool:
    with closing(db.engine.raw_connection()) as connection:  # SQLAlchemy would begin a transaction first
        try:
            busy, *_ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:
            return False
        return not busy
