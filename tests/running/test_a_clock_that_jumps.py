"""A clock that jumps past every date: the worker closes, purges and destroys nothing; all else goes on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from campaign.extensions import db, transaction
from campaign.jobs.models import Job
from campaign.jobs.runner import run_next
from campaign.limits import refusals, widening
from campaign.limits.models import RefusalKind, Refusals, WidenedNetwork
from campaign.lists import exports
from campaign.mail.models import Mailing, Message, MessageState
from campaign.moderation import actions as moderation
from campaign.moderation.queries import Sought
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.running import schedule
from campaign.signing.models import Invalidation, Signature, Submission
from campaign.tally import queries as tally_queries
from campaign.tally.removal import InvalidationReason
from campaign.vault import tags, trusted_time
from campaign.vault.models import MailKey, TrustedTime
from campaign.vault.trusted_time import Running
from tests.cast import AMELIE, NOUR, SLUG, Person, Site, change
from tests.running.test_worker import until, working
from tests.tables import rows
from tests.tally.test_last_seen import run

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
FAR, HOUR, MINUTE = timedelta(days=400), timedelta(hours=1), timedelta(minutes=1)
ENDED = "ended"


class Worker:
    """The worker's chores, and how long it has run by a clock that nobody sets."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.chores = schedule.chores(Running(lambda: self.seconds))

    def work(self, wall: datetime, *, ran: timedelta) -> None:
        """All chores to their end, once more of this time has gone by and the machine's clock says `wall`."""
        self.seconds += ran.total_seconds()
        with time_machine.travel(wall, tick=False):
            for chore in self.chores:
                while chore.work():
                    pass
                db.session.remove()

    def works_on(self, wall: datetime, hours: int) -> datetime:
        """For so many hours from there, each half an hour; what the clock says in the end."""
        for _ in range(hours * 2):
            wall += 30 * MINUTE
            self.work(wall, ran=30 * MINUTE)
        return wall


@pytest.fixture
def dated(app: Flask) -> Site:
    """A site with something of each kind that goes by its date, at NOW."""
    change(app, sequence_seconds=1, hold_seconds=3 * 86_400)
    with time_machine.travel(NOW, tick=False):
        site = Site(app).with_keys().open_campaign(ENDED).open_campaign()
        releases.change(slug=SLUG, closes=(NOW + timedelta(days=30)).date())
        site.signed(AMELIE, slug=ENDED)
        site.signed(Person("A", "a@example.org", "FR"))
        site.client().sign(NOUR)
        site.client().sign(Person("B", "b@example.org", "DE"), website="a program")
        site.deliver()
        site.number()
        releases.close_campaign(slug=ENDED)
        widening.widen(network="203.0.113.0/24", until=(NOW + timedelta(days=5)).date())
        refusals.note_refusal(kind=next(iter(RefusalKind)), network="abcd")
        refusals.write_refusals()
        key = site.campaign.id
        last = db.session.scalar(select(Signature.id).where(Signature.campaign_id == key))
        number = moderation.begin_invalidation(
            campaign=key,
            sought=Sought(country="FR"),
            reason=next(iter(InvalidationReason)),
            last=last,
            wanted=1,
        )
        while moderation.gather(campaign=key, number=number):
            pass
        exports.ask(campaign=site.campaign)
        assert run_next(kinds=schedule.job_kinds())
        with transaction() as session:
            session.add(Mailing(mail_tag=b"m" * 32, at=NOW))
    db.session.remove()
    return site


def standing(site: Site) -> dict[str, Any]:
    """What the clock must not take."""
    db.session.remove()
    instance = site.settings.instance
    return {
        "states": {each.slug: (each.state, each.closed_at) for each in releases_queries.campaigns()},
        "signatures": rows(Signature),
        "waiting": [(row["id"], row["state"], row["copy"]) for row in rows(Submission)],
        "tag keys": [tags.taggable(ENDED), tags.taggable(SLUG)],
        "networks": [row["network"] for row in rows(WidenedNetwork)],
        "refused": [(row["network"], row["count"]) for row in rows(Refusals)],
        "mailings": [row["mail_tag"] for row in rows(Mailing)][:1],
        "lists": sorted(file.name for file in (instance / "exports").iterdir()),
        "jobs": [row["id"] for row in rows(Job)],
        "invalidated": [row["ended_at"] for row in rows(Invalidation)],
        "gone": [row["id"] for row in rows(Message) if row["state"] == MessageState.FAILED],
        "days": [row["day"] for row in rows(MailKey) if row["day"] < (NOW + timedelta(days=2)).date()],
        "identities": sorted(
            file.name for file in (instance / "mail-identities").iterdir() if file.name < "2026-10-03"
        ),
    }  # fmt: skip


def test_for_an_hour_and_back_nothing_is_taken(dated: Site) -> None:
    running = Worker()
    running.work(NOW, ran=MINUTE)
    before = standing(dated)
    wall = running.works_on(NOW + FAR, 1)
    assert standing(dated) == before
    running.work(wall - FAR, ran=MINUTE)
    assert standing(dated) == before
    assert rows(TrustedTime) == [{"id": 1, "at": NOW + HOUR, "waits_since": None, "ahead": None}]


def test_meanwhile_people_sign_and_are_counted(dated: Site) -> None:
    running = Worker()
    running.work(NOW, ran=MINUTE)
    with time_machine.travel(NOW + FAR, tick=False):
        dated.signed(Person("C", "c@example.org", "SE"))
    running.works_on(NOW + FAR, 1)
    assert tally_queries.public_tally(dated.campaign.id).total == 2


def test_a_clock_that_runs_on_for_a_day_is_believed(dated: Site) -> None:
    """The machine was off for 400 days: what is due is done, a day late. The control of the first test, too."""
    running = Worker()
    running.work(NOW, ran=MINUTE)
    before = standing(dated)
    wall = running.works_on(NOW + FAR, 23)
    # That day is over by any clock, so its networks are nobody's; how often they were refused stays.
    assert standing(dated) == before | {"refused": [("", 1)]}
    running.works_on(wall, 2)
    assert_all_is_done(dated)


def test_a_person_who_says_that_the_clock_is_right_is_believed_at_once(
    dated: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Worker()
    running.work(NOW, ran=MINUTE)
    running.work(NOW + FAR, ran=MINUTE)
    with time_machine.travel(NOW + FAR, tick=False):
        assert run(dated.app, monkeypatch, "clock", "accept")[0] == 0
    running.work(NOW + FAR, ran=MINUTE)
    assert_all_is_done(dated)


def assert_all_is_done(site: Site) -> None:
    now = standing(site)
    assert {slug: state for slug, (state, _) in now["states"].items()} == {ENDED: "closed", SLUG: "closed"}
    ended = releases_queries.campaign(ENDED).id
    assert [row["sealed"] for row in now["signatures"] if row["campaign_id"] == ended] == [None]
    assert (now["waiting"], now["tag keys"], now["networks"]) == ([], [False, True], [])
    assert (now["lists"], now["jobs"]) == ([], [])
    assert (now["refused"], now["mailings"], now["days"], now["identities"]) == ([], [], [], [])
    assert all(now["invalidated"])


def test_what_a_person_does_isnt_held_up(dated: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    running = Worker()
    running.work(NOW, ran=MINUTE)
    with time_machine.travel(NOW + FAR, tick=False):
        releases.close_campaign(slug=SLUG)
        code, said = run(dated.app, monkeypatch, "purge")
    assert (code, said.splitlines()[:2]) == (
        0,
        ["Submissions past their time, deleted: 0", "Records of withdrawn signatures, deleted: 0"],
    )
    assert said.splitlines()[2].startswith("This machine's clock says 2027-11-05 12:00 UTC, 400.0 days ahead")
    # Its time runs from the day that it surely was.
    assert releases_queries.campaign(SLUG).closed_at == NOW


def test_closed_under_a_clock_that_is_behind_it_isnt_purged_when_that_is_put_right(dated: Site) -> None:
    running = Worker()
    running.work(NOW, ran=MINUTE)
    with time_machine.travel(NOW - FAR, tick=False):
        releases.close_campaign(slug=SLUG)
    running.work(NOW + HOUR, ran=HOUR)
    assert (releases_queries.campaign(SLUG).closed_at, tags.taggable(SLUG)) == (NOW, True)


def test_the_worker_itself_closes_nothing_under_such_a_clock(dated: Site) -> None:
    with time_machine.travel(NOW, tick=False):
        trusted_time.advance(ran=timedelta())
    with time_machine.travel(NOW + FAR, tick=True), working(dated.app):
        until(lambda: rows(TrustedTime)[0]["waits_since"] == NOW)
        until(lambda: rows(Submission) and rows(MailKey)[-1]["day"] > (NOW + FAR).date())
        assert dated.campaign.state == "open"
    assert (dated.campaign.state, tags.taggable(ENDED)) == ("open", True)
