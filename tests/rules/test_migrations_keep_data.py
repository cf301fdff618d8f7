"""Every migration keeps the data that is there: what a row held before, it holds afterwards, column by column."""

from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, text

from campaign.extensions import db
from tests import choosing
from tests.rules.test_schema import filled

# What a migration reads: 0005 a statement's day, 0020 a checkpoint's root, 0029 on its way down whether a mail waits
# for a reminder (tests/signing/test_reminders_of_before.py).
READ = {
    "letter_sets.stated": "tally 2016-10-01 240 FR=10 --=230", "checkpoints.note": "hope/log\n1\nroot=\n",
    "submissions.remind_at": None,
}  # fmt: skip
# What 0031 keeps in less room on one of the databases: tests/tally/test_lines_in_less_room.py.
KEPT_OTHERWISE = {"entries.line", "signatures.hour"}
NEWEST = 9  # revisions between which `make test` goes: those before them stay as they are
Rows = dict[str, dict[str, Any]]


def revisions() -> list[str]:
    """Ours, the first one first."""
    config = current_app.extensions["migrate"].migrate.get_config()
    return [each.revision for each in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def there() -> Rows:
    """The row of each table, by column, as the database holds it; none of a table that is empty."""
    tables = MetaData()
    with db.engine.connect() as connection:
        tables.reflect(connection)
        rows = {
            name: dict(row)
            for name in tables.tables
            if name != "alembic_version"
            and (row := connection.execute(text(f'SELECT * FROM "{name}"')).mappings().one_or_none())
        }
    db.session.remove()
    return rows


def lost(before: Rows, after: Rows, *, tables: set[str]) -> set[str]:
    """The columns that are there before and after and hold something else now, and tables that have no row any more."""
    changed = {
        f"{table}.{column}"
        for table in before.keys() & after.keys()
        for column in before[table].keys() & after[table].keys()
        if before[table][column] != after[table][column]
    }
    return changed | (before.keys() & tables - after.keys())


def names() -> set[str]:
    with db.engine.connect() as connection:
        return set(db.inspect(connection).get_table_names())


@pytest.mark.long
def test_a_row_of_each_table_is_the_same_after_every_step_down_and_up(app: Flask) -> None:
    db.session.remove()
    downgrade(revision="base")  # what the fixture wrote goes
    upgrade()
    filled()
    for column, value in READ.items():
        table, _, name = column.partition(".")
        db.session.execute(text(f"UPDATE {table} SET {name} = :value"), {"value": value})
    db.session.commit()
    db.session.remove()
    steps, held = revisions()[0 if choosing.looks_at_all else -NEWEST :], there()
    for revision in reversed(steps[:-1]):
        downgrade(revision=revision)
        before, held = held, there()
        otherwise = KEPT_OTHERWISE if revision == "0030" else set()
        assert (revision, lost(before, held, tables=names()) - otherwise) == (revision, set())
    for revision in steps[1:]:
        upgrade(revision=revision)
        before, held = held, there()
        otherwise = KEPT_OTHERWISE if revision == "0031" else set()
        assert (revision, lost(before, held, tables=names()) - otherwise) == (revision, set())


@pytest.mark.parametrize("column", ["name", "id"])
def test_what_is_lost_would_be_found(column: str) -> None:
    row = {"id": 1, "name": "Nour"}
    assert lost({"people": row}, {"people": row | {column: None}}, tables={"people"}) == {f"people.{column}"}
    assert lost({"people": row}, {}, tables={"people"}) == {"people"}
    assert lost({"people": row}, {}, tables=set()) == set()
