"""The models are what the migrations make, and every migration goes back with data in place."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Dialect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex

from campaign.columns import Moment, OneOf
from campaign.extensions import db
from campaign.letters.models import FigureText
from campaign.signing.models import Signature
from campaign.tally.models import ByReason, LogLine

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_the_models_equal_the_migrated_schema(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, db.metadata) == []


@pytest.mark.long
def test_every_migration_goes_down_and_up_again_with_data(app: Flask) -> None:
    tables = set(db.metadata.tables)
    db.session.remove()
    for _ in ("without data", "with a row in every table"):
        downgrade(revision="base")
        assert tables_there() == {"alembic_version"}
        upgrade()
        assert tables_there() == {"alembic_version", *tables}
        assert filled() == tables


def tables_there() -> set[str]:
    with db.engine.connect() as connection:
        return set(db.inspect(connection).get_table_names())


def filled() -> set[str]:
    """The tables that have a row now, where none had one before."""
    for table in db.metadata.sorted_tables:
        assert db.session.execute(table.select()).all() == []
        db.session.execute(table.insert().values({column.name: made_up(column) for column in table.columns}))
    names = {table.name for table in db.metadata.sorted_tables if db.session.execute(table.select()).all()}
    db.session.commit()
    return names


def made_up(column: Column[Any]) -> Any:
    if isinstance(column.type, Moment):
        return datetime(2026, 10, 1, tzinfo=UTC)
    if isinstance(column.type, FigureText):
        return 10
    if isinstance(column.type, LogLine):
        return "FR"
    if isinstance(column.type, ByReason):
        return {"fraud": 1}
    if isinstance(column.type, OneOf):
        return next(iter(column.type.kind))
    values = {int: 1, str: "FR", bytes: b"x", bool: True, object: ["FR"], date: date(2026, 10, 1)}
    return values[column.type.python_type]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_keeps_no_samples_of_what_is_sealed(app: Flask) -> None:
    query = "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attstattarget = 0 ORDER BY 1, 2"
    with db.engine.connect() as connection:
        assert [".".join(row) for row in connection.execute(text(query))] == [
            "messages.sealed",
            "paper_slips.sealed",
            "signatures.copy",
            "signatures.sealed",
            "submissions.copy",
            "submissions.mail",
            "submissions.sealed",
        ]


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_an_index_of_a_part_says_which_on_both_databases(dialect: Dialect) -> None:
    (index,) = (each for each in Signature.__table__.indexes if each.name == "ix_signatures_state")
    said = str(CreateIndex(index).compile(dialect=dialect))
    assert said.endswith("ON signatures (state, campaign_id, id) WHERE state <> 'counted'")


def test_migrations_are_numbered_in_one_line() -> None:
    names = sorted(file.name for file in VERSIONS.glob("*.py"))
    assert [name[:5] for name in names] == [f"{number:04d}_" for number in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names)
