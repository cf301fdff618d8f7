"""Versions of the program, and the shapes that they give the database: ours is brought about, a foreign one refused."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import Connection, inspect, text

from campaign.current import settings
from campaign.extensions import db
from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.paths import ROOT

UNKNOWN = "unknown"
TABLE = "alembic_version"
SHAPING = 0x63616D706169676E  # a lock's number in PostgreSQL, which has one list of them for a database
# What others wrote goes to a terminal only in this form.
NUMBER = re.compile(r"[0-9][0-9A-Za-z.+-]{0,39}", re.ASCII)


def ours() -> str:
    """This program's version; `unknown` where it runs without having been installed."""
    try:
        return version("campaign")
    except PackageNotFoundError:
        return UNKNOWN


def shape_of(connection: Connection) -> str | None:
    """The last migration that this database went through; None for one that went through none."""
    if not inspect(connection).has_table(TABLE):
        return None
    at = connection.scalar(text(f"SELECT version_num FROM {TABLE}"))  # nosec B608 # noqa: S608 - a name of ours
    return None if at is None else str(at)


def shape() -> str | None:
    """That of the app's database."""
    with db.engine.connect() as connection:
        return shape_of(connection)


def newest_shape() -> str | None:
    """The last migration of this version."""
    return max(_migrations(), default=None)


def is_known(at: str | None) -> bool:
    """Whether a database of this shape, or of none yet, can be brought to this version's."""
    return at is None or at in _migrations()


def maker(said: object) -> str:
    """Who made a backup of a foreign shape, as it says itself, if it says so."""
    named = isinstance(said, str) and NUMBER.fullmatch(said) and said != ours()
    return f"version {said}" if named else "another version"


def require_known() -> None:
    """Raises Refusal where the database is of a version that this one doesn't know."""
    if not is_known(shape()):
        raise Refusal("backup/foreign-database", maker=maker(None))


def bring_to_shape() -> None:
    """Have the database in this version's shape; safe to repeat. Raises Refusal as `require_known`."""
    require_known()
    if shape() != newest_shape():
        from flask_migrate import upgrade  # it takes long to import, and a start rarely needs it

        upgrade()


@contextmanager
def alone() -> Iterator[None]:
    """No other machine, nor another process of this one, brings the same database into shape meanwhile."""
    file = settings().database_file
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with durable.locked(file.with_name(f".{file.name}.shaping")):
            yield
        return
    with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": SHAPING})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": SHAPING})


def _migrations() -> set[str]:
    """The names of all of them; they stand in one line, and each begins its file's."""
    return {path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*_*.py")}
