"""What grows with the signatures is read by an index, and each index is there for a query (architecture.md, rule 11).

SQLite says by which, whatever the tables hold. PostgreSQL chooses by what they hold, and is made to believe that it is
much; which of several it takes then depends on what is in them: that each is needed is asked of SQLite alone.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from campaign.audit import queries as audit_queries
from campaign.audit.actors import ActorKind
from campaign.audit.acts import Act
from campaign.extensions import db
from campaign.lib import clock
from campaign.lists import queries as lists_queries
from campaign.mail import actions as outbox
from campaign.mail import queries as mail_queries
from campaign.moderation import counts, days, signatures
from campaign.moderation import queries as moderation_queries
from campaign.paper import queries as paper_queries
from campaign.releases import queries as releases_queries
from campaign.running import schedule
from campaign.signing import actions as signing
from campaign.signing import queries as signing_queries
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, NOUR, SLUG, Client, Site

# What has a row for each signature, form, mail, act or slip. All other tables have few rows a campaign.
GROWING = (
    "submissions", "signatures", "entries", "log_tiles", "messages", "mailings", "audit_entries", "paper_slips",
    "invalidated_signatures", "reminded_addresses", "stopped_addresses",
)  # fmt: skip
NOW = clock.now()
# Each index of these with a query that needs it; a constraint's is needed by the constraint.
NEEDED: dict[str, Callable[[], object]] = {
    "ix_audit_entries_actor": lambda: audit_queries.newest(audit_queries.Sought(actor=ActorKind.WORKER)),
    "ix_audit_entries_at": lambda: audit_queries.since(NOW, [Act.PURGE], but=[0]),
    "ix_audit_entries_campaign": lambda: audit_queries.newest(audit_queries.Sought(campaign=SLUG)),
    "ix_entries_slip": lambda: tally_queries.slip_positions([1]),
    "ix_entries_waiting": tally_queries.all_waiting,
    "ix_mailings_at": outbox.tidy,
    "ix_mailings_tag": lambda: mail_queries.sent_to([b"tag"]),
    "ix_messages_due": mail_queries.is_due,
    "ix_messages_ended": mail_queries.sent_within_an_hour,
    "ix_paper_slips_due": lambda: paper_queries.on_hold(1),
    "ix_paper_slips_state": lambda: paper_queries.figures(1),
    "ix_signatures_alike": lambda: counts.by_country(1),
    "ix_signatures_country": lambda: list(lists_queries.signatures(1, country="FR")),
    "ix_signatures_domain": lambda: counts.by_domain(1),
    "ix_signatures_export": lambda: signatures.page(1, signatures.Wanted(), before=10),
    "ix_signatures_hour": lambda: counts.by_hour(1),
    "ix_signatures_language": lambda: signatures.page(1, signatures.Wanted(language="en")),
    "ix_signatures_sent_on": lambda: days.days(1, first=NOW.date() - timedelta(days=30), last=NOW.date()),
    "ix_signatures_state": signing.erase_withdrawn,
    "ix_submissions_address": lambda: signing.forget(
        campaign=releases_queries.campaign_by_id(1), address=NOUR.email
    ),
    "ix_submissions_age": signing.expire,
    "ix_submissions_held": lambda: moderation_queries.held_count(1),
    "ix_submissions_mail": signing.mail_submissions,
    "ix_submissions_mail_day": signing_queries.days_waiting,
    "ix_submissions_remind_at": signing.remind,
    "ix_submissions_replaces": signing.mail_submissions,
    "ix_invalidated_signatures_of": lambda: moderation_queries.gathered(1),
}
PUBLIC = (
    "/", "/en", f"/en/{SLUG}", f"/en/{SLUG}/tally", f"/{SLUG}/tally.json", f"/{SLUG}/tally.csv", f"/en/{SLUG}/pass-on",
    f"/en/{SLUG}/privacy", f"/en/{SLUG}/verify", f"/en/{SLUG}/letters", f"/en/{SLUG}/updates", f"/en/{SLUG}/press",
    f"/en/{SLUG}/updates.atom", f"/{SLUG}/log/checkpoint", f"/{SLUG}/log/tile/0/000.p/3",
    f"/{SLUG}/log/tile/entries/000.p/3", "/api/v1/campaigns", f"/api/v1/campaigns/{SLUG}/statements", "/healthz",
)  # fmt: skip
BUTTONS = ("correction", "confirmation", "withdrawal", "rejection", "stop")
PARTIAL = {
    str(index.name)
    for name in GROWING
    for index in db.metadata.tables[name].indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
LED = re.compile(r"\bix_\w+")


@pytest.fixture(autouse=True)
def crowded(site: Site) -> None:
    """PostgreSQL takes each page of the tables for one with a hundred thousand rows."""
    if db.engine.dialect.name == "postgresql":
        believed = "UPDATE pg_class SET relpages = 1, reltuples = 100000 WHERE relname = ANY(:names)"
        db.session.execute(text(believed), {"names": list(GROWING)})
        db.session.commit()


@contextmanager
def heard() -> Iterator[list[tuple[str, Any]]]:
    """Each statement that reads or changes rows meanwhile, with parameters that it was run with."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, words: str, values: Any, _context: Any, many: bool) -> None:
        if words.startswith(("SELECT", "UPDATE", "DELETE", "WITH", "INSERT INTO signatures")):
            asked.append((words, values[0] if many else values))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
        db.session.rollback()


def plans(asked: list[tuple[str, Any]]) -> list[str]:
    """The steps by which the database answers them, in SQLite's words."""
    steps: list[str] = []
    is_sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        if not is_sqlite:  # of little it reads all though an index is there
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        for words, values in asked:
            how = "QUERY PLAN" if is_sqlite else "(FORMAT JSON)"
            rows = connection.exec_driver_sql(f"EXPLAIN {how} {words}", values).all()
            if is_sqlite:
                steps += [str(row[-1]) for row in rows]
            else:
                steps += in_sqlites_words(rows[0][0][0]["Plan"])
    return steps


def in_sqlites_words(plan: dict[str, Any], table: str = "") -> Iterator[str]:
    """Each step of a plan of PostgreSQL's that reads a table: by a condition on an index, or all of it."""
    table = plan.get("Relation Name", table)
    index = f" USING INDEX {plan['Index Name']}" if "Index Name" in plan else ""
    if index or plan["Node Type"] == "Seq Scan":
        yield f"{'SEARCH' if 'Index Cond' in plan else 'SCAN'} {table}{index}"
    for part in plan.get("Plans", ()):
        yield from in_sqlites_words(part, table)


def read_whole(steps: list[str]) -> set[str]:
    """The growing tables that are gone through from the beginning, along an index too, unless that has a part alone."""
    whole = re.compile(rf"SCAN ({'|'.join(GROWING)})\b")
    return {
        match[1]
        for step in steps
        if (match := whole.search(step)) and not PARTIAL.intersection(LED.findall(step))
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_index_has_a_query_that_needs_it(site: Site, client: Client) -> None:
    ours = {index.name for name in GROWING for index in db.metadata.tables[name].indexes}
    assert sorted(NEEDED) == sorted(ours)
    client.sign(NOUR)
    site.deliver()
    site.signed(AMELIE)
    for name, query in NEEDED.items():
        with heard() as asked:
            query()
        steps = plans(asked)
        assert name in {led for step in steps for led in LED.findall(step)}, f"{name}: {steps}"


@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_goes_through_what_grows(site: Site, client: Client, path: str) -> None:
    site.signed(NOUR)
    site.number()
    with heard() as asked:
        assert client.get(path).status_code in {200, 302, 503}  # nobody works, says /healthz
    assert read_whole(plans(asked)) == set()


def test_no_form_and_no_button_goes_through_what_grows(site: Site, client: Client) -> None:
    for button in BUTTONS:
        with heard() as asked:
            client.sign(NOUR, email=f"{button}@example.org")
        assert (button, read_whole(plans(asked))) == (button, set())
        (letter,) = site.deliver()
        with heard() as asked:
            client.get(letter.path)
            client.press(letter.link, button, name="Nour H.", country="LB")
            client.get(f"{letter.path}/receipt")
        assert asked != []
        assert (button, read_whole(plans(asked))) == (button, set())


def test_no_chore_of_the_worker_goes_through_what_grows(site: Site, client: Client) -> None:
    site.signed(AMELIE)
    client.sign(NOUR)
    chores = schedule.chores()
    assert len(chores) > 30
    for chore in chores:
        with heard() as asked:
            chore.work()
        assert (chore.name, read_whole(plans(asked))) == (chore.name, set())
