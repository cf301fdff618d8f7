"""What the worker asks again and again goes by an index, however much waits (architecture.md, rule 11)."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.mail import queries as mail_queries
from campaign.mail.models import Mailing, Message, MessageState
from campaign.signing import actions as signing
from campaign.signing.models import Submission, SubmissionState
from tests.cast import NOUR, Client, Site
from tests.tables import rows

WAITING = 3_000
LOOKS: dict[str, Callable[[], object]] = {
    "mail submissions": signing.mail_submissions,
    "is due": mail_queries.is_due,
    "expire": signing.expire,
    "tidy": outbox.tidy,
    "call mail back": signing.call_mail_back,
}


def fill(site: Site, client: Client) -> None:
    """As many confirmed by nobody yet, as many mails that left, and as many that wait for tonight."""
    client.sign(NOUR)
    site.deliver()
    (one,) = rows(Submission)
    soon, lately = clock.now() + timedelta(hours=10), clock.now()
    submissions = [
        {**one, "id": n, "record_id": secrets.token_bytes(16), "token_hash": secrets.token_bytes(32),
         "address_tag": secrets.token_bytes(32), "hour": clock.hour(lately)}
        for n in range(10, WAITING)
    ]  # fmt: skip
    messages = [
        {"record_id": secrets.token_bytes(16), "state": state, "made_at": lately, "due_at": soon,
         "ended_at": lately if state == MessageState.SENT else None}
        for state in (MessageState.WAITING, MessageState.SENT)
        for _ in range(WAITING)
    ]  # fmt: skip
    with transaction() as session:
        session.execute(insert(Submission.__table__), submissions)
        session.execute(insert(Message.__table__), messages)
        session.execute(
            insert(Mailing.__table__), [{"mail_tag": b"m" * 32, "at": lately} for _ in range(WAITING)]
        )
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def plans(look: Callable[[], object]) -> list[str]:
    """How the database finds what each statement of a look reads."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert not look(), "there was nothing to do"
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    how = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    with db.engine.connect() as connection:
        return [
            " ".join(str(row) for row in connection.exec_driver_sql(how + statement, parameters))
            for statement, parameters in asked
        ]


@pytest.mark.long
@pytest.mark.parametrize("name", LOOKS)
def test_a_look_reads_no_table_from_its_beginning(client: Client, site: Site, name: str) -> None:
    fill(site, client)
    big = ("submissions", "messages", "mailings")
    asked = plans(LOOKS[name])
    assert asked
    scans = [
        plan for plan in asked for table in big if f"SCAN {table}" in plan or f"Seq Scan on {table}" in plan
    ]
    assert scans == []


def test_a_look_for_due_mail_asks_two_things_and_takes_no_turn(client: Client, site: Site) -> None:
    fill(site, client)
    asked: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement.split()[0])

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert signing.mail_submissions() == 0
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    assert asked in (["BEGIN", "SELECT", "SELECT"], ["SELECT", "SELECT"])


def test_what_is_over_expires_by_its_state(client: Client, site: Site) -> None:
    client.sign(NOUR)
    client.sign(NOUR, email="held@example.org", website="x")
    with transaction() as session:
        for state, days in ((SubmissionState.WAITING, 15), (SubmissionState.HELD, 5)):
            change = db.update(Submission).where(Submission.state == state)
            session.execute(change.values(hour=clock.hour(clock.now() - timedelta(days=days))))
    assert signing.expire() == 2
    assert rows(Submission) == []
