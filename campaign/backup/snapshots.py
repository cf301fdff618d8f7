"""The database at one moment, while others write: SQLite as a file, PostgreSQL as one COPY a table; and back."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, MetaData, Table, inspect

from campaign.backup import versions
from campaign.backup.archive import DATABASE, Pack
from campaign.extensions import db, transaction
from campaign.lib.refusal import Refusal

CHUNK = 8 * 1024 * 1024
T = TypeVar("T")


def kind() -> str:
    """`sqlite` or `postgresql`."""
    return db.engine.dialect.name


def pack_file(pack: Pack, folder: Path) -> None:
    """SQLite's database as VACUUM INTO writes it: one moment, writers go on, nothing of what was deleted.

    `folder` takes the copy on its way.
    """
    copy = folder / DATABASE
    copy.touch(mode=0o600)  # VACUUM INTO takes an empty file as it is, with its mode
    with closing(db.engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    pack.add(DATABASE, copy)
    copy.unlink()


@contextmanager
def tables_at_one_moment() -> Iterator[tuple[Connection, list[Table]]]:
    """PostgreSQL's tables, those that others point to first, all of them as they stand at the first look."""
    engine = db.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        yield connection, _tables(connection)


def columns(tables: list[Table]) -> dict[str, list[str]]:
    """The names that `load_tables` needs."""
    return {table.name: [column.name for column in table.columns] for table in tables}


def pack_tables(pack: Pack, connection: Connection, tables: list[Table]) -> None:
    """Each table as COPY writes it, in pieces of some megabytes; memory stays flat."""
    for table in tables:
        number, held = 0, bytearray()
        with _cursor(connection) as cursor, cursor.copy(_copy(table, "TO STDOUT")) as rows:
            for row in rows:
                held += row
                if len(held) >= CHUNK:
                    pack.add(f"tables/{table.name}.{number:06}.copy", bytes(held))
                    number, held = number + 1, bytearray()
        if held:
            pack.add(f"tables/{table.name}.{number:06}.copy", bytes(held))


def require_empty(engine: Engine) -> None:
    """Raises Refusal for a PostgreSQL database that has tables."""
    if inspect(engine).get_table_names():
        raise Refusal("backup/tables-there")


def load_tables(
    folder: Path, *, revision: str, named: dict[str, list[str]], before_its_end: Callable[[], T]
) -> T:
    """Fill an empty PostgreSQL database of this app: the shape of then, its rows, then today's shape.

    All of it, and `before_its_end`, in one transaction: a worker that runs sees the whole or nothing, and nothing is
    left of what fails. Returns what `before_its_end` does. Raises Refusal where tables and shape don't fit together.
    """
    from flask_migrate import upgrade  # as in versions.py

    try:
        with transaction() as session:
            upgrade(revision=revision)
            connection = session.connection()
            tables = _tables(connection)
            if {name: sorted(names) for name, names in columns(tables).items()} != {
                name: sorted(names) for name, names in named.items()
            }:
                raise Refusal("backup/other-tables")
            for table in reversed(tables):
                connection.execute(table.delete())  # what a migration put there
            for table in tables:
                _fill(connection, table, named[table.name], sorted(folder.glob(f"tables/{table.name}.*")))
            upgrade()
            return before_its_end()
    except psycopg.Error as problem:  # never its text, which has the row in it
        raise Refusal("backup/other-rows", kind=type(problem).__name__) from None


def _fill(connection: Connection, table: Table, names: list[str], pieces: list[Path]) -> None:
    with _cursor(connection) as cursor:
        with cursor.copy(_copy(table, "FROM STDIN", names)) as rows:
            for piece in pieces:
                rows.write(piece.read_bytes())
        for column in table.primary_key.columns:
            _number_on(cursor, table.name, column.name)


def _number_on(cursor: Any, table: str, column: str) -> None:
    """New rows are numbered after those that came back, where the database numbers them."""
    sequence = cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", (table, column)).fetchone()[0]
    if sequence:
        query = sql.SQL("SELECT setval({}, max({column})) FROM {} HAVING max({column}) IS NOT NULL")
        cursor.execute(query.format(sequence, sql.Identifier(table), column=sql.Identifier(column)))


def _copy(table: Table, direction: str, names: list[str] | None = None) -> sql.Composed:
    names = names or [column.name for column in table.columns]
    return sql.SQL("COPY {} ({}) {}").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names)), sql.SQL(direction)
    )


def _cursor(connection: Connection) -> Any:
    driver: Any = connection.connection.driver_connection
    return driver.cursor()


def _tables(connection: Connection) -> list[Table]:
    schema = MetaData()
    schema.reflect(connection)
    return [table for table in schema.sorted_tables if table.name != versions.TABLE]
