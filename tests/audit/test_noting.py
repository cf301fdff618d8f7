"""An act and its row are one commit; nobody's act is no act; nothing personal fits into a row."""

from contextvars import Context
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit import queries as audit_queries
from campaign.audit.actors import WORKER, Actor, ActorKind, NobodyActs, acting, at_the_terminal, who_acts
from campaign.audit.acts import Act
from campaign.audit.facts import FACTS, RuleKind, Unlisted, checked
from campaign.audit.models import AuditEntry
from campaign.audit.queries import Sought
from campaign.audit.shapes import SHAPES
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases.models import Campaign, CampaignState
from tests.cast import SLUG, Site
from tests.tables import count, no_commits, rows

NOON = datetime(2026, 10, 1, 12, 34, 56, tzinfo=UTC)
AMAL = Actor(ActorKind.ORGANISER, "Amal")


def test_what_stands_in_a_row(app: Flask) -> None:
    before = count(AuditEntry)
    with time_machine.travel(NOON, tick=False), acting(AMAL):
        audit.note(
            Act.INVALIDATE,
            campaign=SLUG,
            rules={RuleKind.DOMAIN, RuleKind.COUNTRY},
            people=47,
            number=3,
            reason="fraud",
        )
    row = rows(AuditEntry)[before]
    del row["id"]
    assert row == {
        "at": NOON, "actor": "organiser", "who": "Amal", "campaign": SLUG, "act": "invalidate",
        "rules": ["country", "domain"], "tens": 40, "facts": {"number": 3, "reason": "fraud"},
    }  # fmt: skip


def test_what_fails_is_not_noted_and_what_is_not_noted_does_not_happen(site: Site) -> None:
    before = rows(AuditEntry)
    with pytest.raises(Exception, match="no space left"), no_commits():
        releases.close_campaign(slug=SLUG)
    assert (rows(AuditEntry), count(Campaign, state=CampaignState.OPEN)) == (before, 1)
    with pytest.raises(NobodyActs):
        Context().run(_close_in, site.app)
    assert (rows(AuditEntry), count(Campaign, state=CampaignState.OPEN)) == (before, 1)
    releases.close_campaign(slug=SLUG)
    releases.close_campaign(slug=SLUG)
    assert [row["act"] for row in rows(AuditEntry)[len(before) :]] == ["close"]
    assert count(Campaign, state=CampaignState.CLOSED) == 1


def _close_in(app: Flask) -> None:
    with app.app_context():
        releases.close_campaign(slug=SLUG)


def test_whose_it_is_ends_with_the_block() -> None:
    outside = who_acts()
    with acting(WORKER):
        with acting(AMAL):
            assert who_acts() == AMAL
        assert who_acts() == WORKER
    assert who_acts() == outside


def test_a_command_is_the_systems_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.setenv("LOGNAME", "petition")
    assert at_the_terminal() == Actor(ActorKind.COMMAND, "petition")
    monkeypatch.setenv("SUDO_USER", "amal")
    assert at_the_terminal() == Actor(ActorKind.COMMAND, "amal")


PERSONAL = (
    "nour@example.org",
    "example.org",
    "Nour Hassan",
    "نور",
    "203.0.113.7",
    "https://example.org/c/x",
    "Amélie",
)


@pytest.mark.parametrize("fact", sorted(SHAPES))
@pytest.mark.parametrize("said", PERSONAL)
def test_no_fact_holds_a_name_an_address_or_a_domain(fact: str, said: str) -> None:
    act = next(act for act in Act if fact in FACTS[act])
    for value in (said, [said], {"name": said}, [[said]]):
        with pytest.raises(Unlisted, match=f"^{act} is not noted with this {fact}$"):
            checked(act, {fact: value})


@given(
    act=st.sampled_from(Act),
    name=st.sampled_from(sorted(SHAPES)) | st.text(),
    value=st.none() | st.integers() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()),
)
def test_nothing_but_the_acts_own_facts_is_stored(act: Act, name: str, value: object) -> None:
    try:
        stored = checked(act, {name: value})
    except Unlisted:
        return
    assert stored == {} or (name in FACTS[act] and stored == {name: value} and SHAPES[name](value))


def test_a_fact_of_another_act_leaves_no_row(app: Flask) -> None:
    before = rows(AuditEntry)
    with pytest.raises(Unlisted, match=r"^open is not noted with this sha256$"):
        _two(sha256="0" * 64)
    assert rows(AuditEntry) == before


def _two(**facts: object) -> None:
    with transaction():
        audit.note(Act.CLOSE, campaign=SLUG)
        audit.note(Act.OPEN, campaign=SLUG, **facts)


def test_what_is_invented_as_of_then_is_noted_as_of_now(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False), clock.moved_to(NOON.replace(year=2016)):
        audit.note(Act.OPEN, campaign=SLUG)
    assert rows(AuditEntry)[-1]["at"] == NOON


def test_forgetting_a_signer_is_noted_to_the_hour(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        audit.note(Act.FORGET, campaign=SLUG)
        audit.note(Act.PURGE, campaign=SLUG)
    assert [row["at"] for row in rows(AuditEntry)[-2:]] == [NOON.replace(minute=0, second=0), NOON]


def test_an_organiser_who_asks_for_it_is_forgotten_and_what_was_done_stays(app: Flask) -> None:
    before = len(rows(AuditEntry))
    with acting(AMAL):
        audit.note(Act.PAUSE, campaign=SLUG)
        audit.note(Act.CLOSE, campaign=SLUG)
    with acting(Actor(ActorKind.COMMAND, "Amal")):  # a user of the machine who is called the same
        audit.note(Act.PURGE, campaign=SLUG)
        assert audit.forget_organiser(who="Amal") == 2
    told = [(row["act"], row["who"]) for row in rows(AuditEntry)[before:]]
    assert told == [("pause", None), ("close", None), ("purge", "Amal"), ("audit-forget", "Amal")]


def test_they_are_read_the_newest_first_and_by_what_they_are(app: Flask) -> None:
    with acting(AMAL), time_machine.travel(NOON, tick=False):
        audit.note(Act.PAUSE, campaign="one")
        audit.note(Act.CLOSE, campaign="two")
    with acting(WORKER), time_machine.travel(NOON.replace(day=3), tick=False):
        audit.note(Act.CLOSE, campaign="one")

    def told(**sought: object) -> list[tuple[str | None, str]]:
        return [(each.campaign, each.act) for each in audit_queries.newest(Sought(**sought))]  # type: ignore[arg-type]

    assert told()[:3] == [("one", "close"), ("two", "close"), ("one", "pause")]
    assert told(campaign="one") == [("one", "close"), ("one", "pause")]
    assert told(act=Act.CLOSE) == [("one", "close"), ("two", "close")]
    assert told(actor=ActorKind.WORKER) == [("one", "close")]
    assert told(who="Amal") == [("two", "close"), ("one", "pause")]
    assert told(who="Amal", since=date(2026, 10, 1), until=date(2026, 10, 1), act=Act.PAUSE) == [
        ("one", "pause")
    ]
    assert told(campaign="one", since=date(2026, 10, 2)) == [("one", "close")]
    assert told(campaign="one", until=date(2026, 10, 2)) == [("one", "pause")]
    newest, second, *_ = audit_queries.newest()
    assert audit_queries.newest(before=newest.id, limit=1) == [second]


def test_what_was_done_since_can_be_told_to_others(app: Flask) -> None:
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False) as now:
        audit.note(Act.PUBLISH, campaign=SLUG)
        now.shift(timedelta(hours=1))
        since = clock.now()
        with acting(AMAL):
            audit.note(Act.OPEN, campaign=SLUG)
        audit.note(Act.PAUSE, campaign=SLUG)
        audit.note(Act.CLOSE, campaign=SLUG)
    closed = select(AuditEntry.id).where(AuditEntry.act == Act.CLOSE)
    meant = {Act.PAUSE, Act.CLOSE, Act.PUBLISH}
    none = select(AuditEntry.id).where(AuditEntry.id < 0)
    assert [each.act for each in audit_queries.since(since, meant, but=none)] == ["pause", "close"]
    assert [each.act for each in audit_queries.since(since, meant, but=closed)] == ["pause"]
    assert [each.act for each in audit_queries.since(since, meant, but=closed, limit=0)] == []


def test_all_of_them_are_read_a_page_at_a_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_queries, "PAGE", 2)
    for number in range(5):
        audit.note(Act.INVALIDATE_UNDO, campaign="one", number=number)
    assert [each.facts["number"] for each in audit_queries.each(Sought(campaign="one"))] == [4, 3, 2, 1, 0]
