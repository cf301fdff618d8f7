"""The life of a day's mail key: made a day ahead, destroyed when its mail is out, after five days whatever waits."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from campaign.mail.models import Message
from campaign.signing import actions as signing
from campaign.signing.models import Submission
from campaign.vault import day_keys
from campaign.vault.envelope import Unreadable
from campaign.vault.models import MailKey
from tests.cast import AMELIE, NOUR, Person, Site
from tests.tables import count, rows

BEGIN = datetime(2030, 10, 1, 9, 20, tzinfo=UTC)
FIRST = BEGIN.date()
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
RECORD = bytes(range(16))
KARIM = Person("Karim", "karim@example.org", "LB")


@pytest.fixture
def day_by_day(app: Flask) -> Site:
    """A site whose first keys are those of 1 and 2 October."""
    site = Site(app)
    day_keys.destroy([row["day"] for row in rows(MailKey)])
    with time_machine.travel(BEGIN, tick=False):
        turn(site)
        return site.open_campaign()


def turn(site: Site) -> None:
    signing.turn_mail_keys()


def days(site: Site) -> list[date]:
    """The days that have a key; its two halves go together."""
    public = [row["day"] for row in rows(MailKey)]
    files = sorted((site.settings.instance / "mail-identities").iterdir())
    assert [date.fromisoformat(file.stem) for file in files] == public
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    return public


def test_keys_are_made_a_day_ahead_and_stay_the_same(day_by_day: Site) -> None:
    before = rows(MailKey)
    with time_machine.travel(BEGIN + HOUR, tick=False):
        turn(day_by_day)
    assert (rows(MailKey), days(day_by_day)) == (before, [FIRST, FIRST + DAY])


def test_a_past_day_goes_an_hour_after_its_end_once_its_mail_is_out(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        assert [row["mail_day"] for row in rows(Submission)] == [FIRST]
        day_by_day.deliver()
    midnight = datetime(2030, 10, 2, tzinfo=UTC)
    with time_machine.travel(midnight + HOUR, tick=False):
        turn(day_by_day)
        assert days(day_by_day) == [FIRST, FIRST + DAY, FIRST + 2 * DAY]
    with time_machine.travel(midnight + HOUR + timedelta(seconds=1), tick=False):
        turn(day_by_day)
        assert days(day_by_day) == [FIRST + DAY, FIRST + 2 * DAY]


def test_mail_that_waits_keeps_its_key_and_is_sent_with_it(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        signing.mail_submissions()
        day_by_day.client().sign(AMELIE)
    assert ([row["mail_day"] for row in rows(Message)], count(Submission, mail_day=FIRST)) == ([FIRST], 1)
    with time_machine.travel(BEGIN + 3 * DAY, tick=False):
        turn(day_by_day)
        assert FIRST in days(day_by_day)
        assert sorted(letter.to for letter in day_by_day.deliver()) == [AMELIE.email, NOUR.email]
        assert {(row["state"], row["sealed"], row["mail_day"]) for row in rows(Message)} == {
            ("sent", None, None)
        }
        assert [(row["mail"], row["mail_day"]) for row in rows(Submission)] == [(None, None)] * 2
    with time_machine.travel(BEGIN + 3 * DAY + 2 * HOUR, tick=False):
        turn(day_by_day)
        assert days(day_by_day) == [FIRST + 3 * DAY, FIRST + 4 * DAY]


def test_after_five_days_what_waits_is_given_up(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        signing.mail_submissions()
        day_by_day.client().sign(AMELIE)
    for day in range(1, 5):
        with time_machine.travel(BEGIN + day * DAY, tick=False):
            turn(day_by_day)
    fifth = datetime(2030, 10, 6, tzinfo=UTC)
    with time_machine.travel(fifth - MINUTE, tick=False):
        turn(day_by_day)
        assert count(Message, state="waiting") == 1
        assert FIRST in days(day_by_day)
    with time_machine.travel(fifth, tick=False):
        turn(day_by_day)
        assert days(day_by_day) == [date(2030, 10, 5), date(2030, 10, 6), date(2030, 10, 7)]
        assert day_by_day.deliver() == []
    (message,) = rows(Message)
    assert (message["state"], message["answer"], message["sealed"], message["ended_at"].date()) == (
        "failed", "expired", None, fifth.date(),
    )  # fmt: skip
    gone = [
        (row["state"], row["sealed"], row["copy"], row["mail"]) for row in rows(Submission) if row["id"] == 2
    ]
    assert gone == [("expired", None, None, None)]


def test_a_held_submission_keeps_its_mail_for_its_four_days(day_by_day: Site) -> None:
    last_minute = datetime(2030, 10, 1, 23, 59, tzinfo=UTC)
    with time_machine.travel(last_minute, tick=False):
        day_by_day.client().sign(NOUR, website="x")
    ends = datetime(2030, 10, 5, 23, tzinfo=UTC)
    for day in range(1, 5):
        with time_machine.travel(last_minute + day * DAY - HOUR, tick=False):
            turn(day_by_day)
    with time_machine.travel(ends, tick=False):
        turn(day_by_day)
        (held,) = rows(Submission)
        assert (held["state"], held["mail_day"]) == ("held", FIRST)
        assert day_keys.open_mail(held["mail"], record_id=held["record_id"], day=FIRST)
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        signing.expire()
        turn(day_by_day)
        assert count(Submission) == 0
        assert FIRST not in days(day_by_day)


def test_while_the_worker_is_away_the_newest_key_serves_and_loses_nothing(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN + 8 * DAY, tick=False):
        day_by_day.client().sign(NOUR)
        (row,) = rows(Submission)
        assert row["mail_day"] == FIRST + DAY
        turn(day_by_day)
        assert days(day_by_day) == [FIRST + DAY, FIRST + 8 * DAY, FIRST + 9 * DAY]
        assert [letter.to for letter in day_by_day.deliver()] == [NOUR.email]
    with time_machine.travel(BEGIN + 8 * DAY + HOUR + MINUTE, tick=False):
        turn(day_by_day)
        assert days(day_by_day) == [FIRST + 8 * DAY, FIRST + 9 * DAY]


def test_a_destroyed_key_is_overwritten_and_opens_nothing(day_by_day: Site, tmp_path: Path) -> None:
    instance = day_by_day.settings.instance
    with time_machine.travel(BEGIN, tick=False):
        sealed, day = day_keys.seal_mail(b"to nour", record_id=RECORD)
    file = instance / "mail-identities" / f"{day}.txt"
    (tmp_path / "watched").hardlink_to(file)
    secret = file.read_bytes()
    assert day_keys.open_mail(sealed, record_id=RECORD, day=day) == b"to nour"
    day_keys.destroy([day])
    day_keys.destroy([day])
    with pytest.raises(day_keys.NotHere):
        day_keys.open_mail(sealed, record_id=RECORD, day=day)
    left = (tmp_path / "watched").read_bytes()
    assert len(left) == len(secret)
    assert b"AGE-SECRET-KEY" not in left


def test_a_worker_on_another_machine_makes_its_own_key_and_waits_with_what_it_cannot_open(
    day_by_day: Site,
) -> None:
    instance = day_by_day.settings.instance
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        signing.mail_submissions()
        elsewhere = instance / "elsewhere"
        (instance / "mail-identities").rename(elsewhere)
        assert (day_by_day.deliver(), count(Message, state="waiting")) == ([], 1)
        elsewhere.rename(instance / "mail-identities")
    with time_machine.travel(BEGIN + HOUR + MINUTE, tick=False):
        assert [letter.to for letter in day_by_day.deliver()] == [NOUR.email]


def test_two_machines_that_replace_each_others_key_lose_nothing(day_by_day: Site) -> None:
    """As when a site moves and the old machine's worker still runs: each has a key of its own for one day."""
    here, there = (day_by_day.settings.instance / name for name in ("mail-identities", "there"))
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        signing.mail_submissions()
        day_by_day.client().sign(KARIM)
        here.rename(there)
        turn(day_by_day)
        day_by_day.client().sign(AMELIE)
        assert [letter.to for letter in day_by_day.deliver()] == [AMELIE.email]
    aside = here.rename(here.with_name("aside"))
    there.rename(here)
    with time_machine.travel(BEGIN + 2 * HOUR, tick=False):
        assert [letter.to for letter in day_by_day.deliver()] == [NOUR.email]
    here.rename(there)
    aside.rename(here)
    with time_machine.travel(
        BEGIN + 4 * HOUR, tick=False
    ):  # queued by the old machine, under the new one's key
        assert [letter.to for letter in day_by_day.deliver()] == [KARIM.email]


def test_mail_under_a_key_that_nobody_has_is_given_up_in_time_and_holds_nobody_up(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        (day_by_day.settings.instance / "mail-identities" / f"{FIRST}.txt").unlink()
        turn(day_by_day)
        day_by_day.client().sign(AMELIE)
        assert [letter.to for letter in day_by_day.deliver()] == [AMELIE.email]
        assert [row["state"] for row in rows(Submission)] == ["waiting", "waiting"]
    with time_machine.travel(BEGIN + 4 * DAY, tick=False):
        turn(day_by_day)
    with time_machine.travel(BEGIN + 5 * DAY, tick=False):
        turn(day_by_day)
    assert [row["state"] for row in rows(Submission)] == ["expired", "waiting"]


def test_only_for_its_own_record(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        sealed, day = day_keys.seal_mail(b"to nour", record_id=RECORD)
    with pytest.raises(Unreadable, match="not the record"):
        day_keys.open_mail(sealed, record_id=bytes(16), day=day)


def test_a_sent_mail_leaves_its_number_its_times_and_nothing_else(day_by_day: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        day_by_day.client().sign(NOUR)
        day_by_day.deliver()
    (message,) = rows(Message)
    assert {name: value for name, value in message.items() if name not in {"id", "record_id"}} == {
        "state": "sent", "sealed": None, "mail_day": None, "made_at": BEGIN, "due_at": BEGIN, "ended_at": BEGIN,
        "attempts": 1, "answer": None,
    }  # fmt: skip
