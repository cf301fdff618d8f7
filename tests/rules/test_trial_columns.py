"""Each column of the database goes along with a trial, or stays for a reason: a new one has to be in one of the two."""

from flask import Flask

from campaign.backup.trial_columns import LEFT, TABLES_LEFT, TAKEN
from campaign.extensions import db


def columns() -> dict[str, set[str]]:
    return {table.name: {column.name for column in table.columns} for table in db.metadata.sorted_tables}


def test_each_table_goes_along_or_stays(app: Flask) -> None:
    assert {table for table in columns() if table not in TAKEN} == TABLES_LEFT.keys()
    assert TAKEN.keys() & TABLES_LEFT.keys() == set()
    assert all(TABLES_LEFT.values())


def test_each_column_of_a_table_that_goes_along_does_or_stays(app: Flask) -> None:
    decided = {table: names | LEFT.get(table, {}).keys() for table, names in TAKEN.items()}
    assert {table: names for table, names in columns().items() if table in TAKEN} == decided
    assert [table for table, names in TAKEN.items() if names & LEFT.get(table, {}).keys()] == []
    assert all(reason for reasons in LEFT.values() for reason in reasons.values())
