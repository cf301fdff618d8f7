"""The database itself lets no act be changed or deleted, whoever speaks to it."""

import re

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import db
from tests.cast import SLUG
from tests.tables import rows

EITHER = (
    "DELETE FROM audit_entries",
    "UPDATE audit_entries SET act = 'open'",
    "UPDATE audit_entries SET who = 'somebody else'",
    "UPDATE audit_entries SET at = '2016-09-24 00:00:00'",
    "UPDATE audit_entries SET tens = 10",
    "UPDATE audit_entries SET facts = '{}'",
    "UPDATE audit_entries SET rules = '[\"day\"]'",
    "UPDATE audit_entries SET actor = 'worker'",
    "UPDATE audit_entries SET campaign = 'another'",
    "UPDATE audit_entries SET id = id + 1000",
    "UPDATE audit_entries SET who = NULL, act = 'open'",
)
SQLITE = (
    "INSERT OR REPLACE INTO audit_entries (id, at, actor, act, rules, facts) "
    "SELECT id, at, actor, 'open', rules, facts FROM audit_entries",
    "UPDATE OR REPLACE audit_entries SET id = 1 WHERE id > 1",
)
POSTGRESQL = ("TRUNCATE audit_entries",)


@pytest.fixture
def noted(app: Flask) -> list[dict[str, object]]:
    audit.note(Act.PAUSE, campaign=SLUG)
    audit.note(Act.INVALIDATE_END, campaign=SLUG, people=34, number=1, reason="fraud")
    return rows(AuditEntry)


def refuses(statement: str) -> bool:
    with db.engine.connect() as connection:
        try:
            connection.execute(text(statement))
            connection.commit()
        except DBAPIError as problem:
            return re.search(r"\baudit_entries only grows\b", str(problem.orig)) is not None
    return False


def test_nothing_is_changed_or_deleted(noted: list[dict[str, object]]) -> None:
    more = SQLITE if db.engine.dialect.name == "sqlite" else POSTGRESQL
    assert [statement for statement in (*EITHER, *more) if not refuses(statement)] == []
    assert rows(AuditEntry) == noted


def test_a_name_goes_once_and_nothing_comes_in_its_place(noted: list[dict[str, object]]) -> None:
    assert not refuses("UPDATE audit_entries SET who = NULL")
    assert rows(AuditEntry) == [{**row, "who": None} for row in noted]
    assert refuses("UPDATE audit_entries SET who = 'somebody else'")
    assert refuses("UPDATE audit_entries SET who = NULL")
