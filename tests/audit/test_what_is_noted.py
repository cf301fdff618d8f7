"""What organisers and commands do leaves its row, as their own; what the worker does by itself, as the worker's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from campaign.audit.models import AuditEntry
from campaign.lib import clock
from campaign.moderation import actions as moderation
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.releases import actions as releases
from campaign.releases.actions import pausing
from campaign.releases.models import CorrectionKind, Text
from campaign.running import schedule, taking_down, worker
from campaign.signing import actions as signing
from campaign.signing.models import Submission
from campaign.tally.removal import InvalidationReason
from campaign.vault import trusted_time
from tests.cast import AMELIE, DEMAND, NOUR, SLUG, Person, Site, change
from tests.moderation.crowd import crowd
from tests.tables import rows
from tests.tally.test_last_seen import run

DAY = timedelta(days=1)


@contextmanager
def noting(*, of: str | None = SLUG) -> Iterator[list[Any]]:
    """The acts noted in the block: what, by which rules, how many, with which facts."""
    before, told = len(rows(AuditEntry)), list[Any]()
    yield told
    new = rows(AuditEntry)[before:]
    assert [row["campaign"] for row in new] == [of] * len(new)
    told += [
        (
            row["act"],
            *filter(None, [row["rules"]]),
            *([] if row["tens"] is None else [row["tens"]]),
            row["facts"],
        )
        for row in new
    ]


def publish(**more: Any) -> Text:
    given = {"headline": "Clear the skies", "place": None, "day": date(2016, 9, 24), "demand": DEMAND, **more}
    return releases.publish(slug="second", language="en", body="Hospitals were hit.", **given)


@pytest.mark.parametrize("words", ["stats", "tally", "tally --format csv"])
def test_a_command_that_shows_exact_figures_by_country(
    site: Site, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    with noting() as told:
        code, shown = run(site.app, monkeypatch, *words.split(), SLUG)
    assert code == 0, shown
    assert told == [("exact-figures", {})]


@pytest.mark.parametrize("words", ["tally --public", "tally --public --format json", "tally --check"])
def test_a_command_that_shows_what_is_stated_is_no_act(
    site: Site, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    with noting() as told:
        code, shown = run(site.app, monkeypatch, *words.split(), SLUG)
    assert code == 0, shown
    assert told == []


def test_from_a_draft_to_the_close(site: Site) -> None:
    with noting(of="second") as told:
        text = publish()
        publish()  # the same words
        releases.change(slug="second", goal=100, withhold=["SY"], organisers=["Skies"])
        releases.change(slug="second", goal=100)
        releases.change(slug="second", withhold=["IR", "SY"])
        closes = releases.open_campaign(slug="second").closes
        releases.open_campaign(slug="second")
        pausing.pause_campaign(slug="second")
        pausing.pause_campaign(slug="second", until=clock.today() + DAY)
        releases.close_campaign(slug="second")
        releases.close_campaign(slug="second")
    assert closes is not None
    assert told == [
        ("draft", {"language": "en", "revision": 1, "sha256": text.sha256}),
        ("withhold", {"countries": ["SY"]}),
        ("change", {"fields": ["goal", "organisers"]}),
        ("withhold", {"countries": ["IR"]}),
        ("open", {"day": closes.isoformat()}),
        ("pause", {}),
        ("pause", {"day": (clock.today() + DAY).isoformat()}),
        ("close", {}),
    ]


def test_texts_that_wait_come_and_go(site: Site) -> None:
    def draft(body: str) -> str:
        taken = releases.take_in(
            slug=SLUG, language="en", headline="Clear the skies", place=None, day=date(2016, 9, 24), demand=DEMAND,
            body=body, kind=CorrectionKind.SPELLING, sure_of_language=True,
        )  # fmt: skip
        assert taken.draft is not None
        return taken.draft.sha256

    with noting() as told:
        unwanted = draft("Hospitals were hut.")
        releases.discard_drafts(slug=SLUG)
        wanted = draft("Hospitals were hit, again.")
        (text,) = releases.publish_drafts(slug=SLUG)
        taking_down.take_down(slug=SLUG)
        taking_down.take_down(slug=SLUG)
        releases.put_back(slug=SLUG)
        releases.put_back(slug=SLUG)
        taking_down.take_down(slug=SLUG)
        taking_down.withdraw(slug=SLUG, sha256=text.sha256)
        taking_down.withdraw(slug=SLUG, sha256=text.sha256)
    spelling = {"kind": "spelling", "language": "en"}
    assert told == [
        ("draft", {**spelling, "sha256": unwanted}),
        ("discard", {"languages": ["en"]}),
        ("draft", {**spelling, "sha256": wanted}),
        ("publish", {**spelling, "revision": 2, "sha256": wanted}),
        ("take-down", {}),
        ("put-back", {}),
        ("take-down", {}),
        ("withdraw-text", {"language": "en", "revision": 2, "sha256": wanted}),
    ]


def test_held_submissions(site: Site) -> None:
    for number in range(12):
        site.client().sign(Person("A", f"a{number}@example.org", "FR"), website="a program")
    key = site.campaign.id
    first = rows(Submission)[0]["id"]
    with noting() as told:
        moderation.accept_held(campaign=key, numbers=[first])
        moderation.accept_held(campaign=key, numbers=[first])
        moderation.refuse_held(campaign=key, numbers=None)
        moderation.refuse_held(campaign=key, numbers=None)
    assert told == [("held-accept", ["number"], 0, {}), ("held-reject", ["every"], 10, {})]


def test_an_invalidation_from_its_beginning_to_its_end(site: Site) -> None:
    crowd(site, 12, country="VA", domain="forged.example", at=clock.now())
    site.number()
    key, last = site.campaign.id, moderation_queries.newest_signature(site.campaign.id)
    change(site.app, hold_seconds=3600)

    def begin(**sought: Any) -> int:
        return moderation.begin_invalidation(
            campaign=key, sought=Sought(**sought), reason=InvalidationReason.FRAUD, last=last, wanted=12
        )

    def gather(number: int) -> None:
        while moderation.gather(campaign=key, number=number):
            pass

    with noting() as told:
        undone = begin(country="VA", day=clock.today())
        moderation.stop_gathering(campaign=key, number=undone)
        moderation.go_on(campaign=key, number=undone)
        gather(undone)
        moderation.go_on(campaign=key, number=undone)  # nothing waits for that any more
        moderation.undo_invalidation(campaign=key, number=undone)
        made = begin(domain_tag=b"d" * 32, since=clock.hour(clock.now()))
        gather(made)
        with time_machine.travel(clock.now() + DAY, tick=False):
            trusted_time.standing()
            while moderation.remove_due():
                pass
    assert told == [
        ("invalidate", ["country", "day"], 10, {"number": undone, "reason": "fraud"}),
        ("invalidate-stop", {"number": undone}),
        ("invalidate-go-on", {"number": undone}),
        ("invalidate-undo", 10, {"number": undone}),
        ("invalidate", ["hour", "domain"], 10, {"number": made, "reason": "fraud"}),
        ("invalidate-end", 0, {"number": made, "reason": "fraud"}),
    ]


def test_the_worker_does_by_itself_what_is_due(site: Site) -> None:
    tomorrow = clock.today() + DAY
    releases.change(slug=SLUG, closes=tomorrow)
    site.signed(NOUR)
    site.number()
    before = len(rows(AuditEntry))
    due = {"close due", "purge closed"}
    for days in (2, 100):
        with time_machine.travel(clock.now() + days * DAY, tick=False):
            trusted_time.accept()
            for chore in schedule.chores():
                while chore.name in due and worker._done(site.app, chore.name, chore.work):
                    pass
    told = [(row["act"], row["actor"], row["who"], row["campaign"]) for row in rows(AuditEntry)[before:]]
    assert told == [
        ("clock-accept", "command", "the test", None),
        ("close", "worker", "worker", SLUG),
        ("clock-accept", "command", "the test", None),
        ("purge", "worker", "worker", SLUG),
        ("key-destroy", "worker", "worker", SLUG),
    ]
    assert rows(AuditEntry)[-1]["facts"] == {"purpose": "tags"}


def test_what_signers_do_by_themselves_is_not_noted(site: Site) -> None:
    before = rows(AuditEntry)
    link = site.signed(NOUR, updates="y")
    client = site.client()
    client.press(link, "stop")
    client.press(link, "withdrawal")
    client.sign(AMELIE)
    (letter,) = site.deliver()
    client.press(letter.link, "rejection")
    site.number()
    while signing.erase_withdrawn():
        pass
    assert rows(AuditEntry) == before
