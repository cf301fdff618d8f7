"""Whoever is posted over and over is reminded once, and mail to her stays within its limits."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from campaign.backup.settling import settle
from campaign.mail.models import Message
from campaign.signing import actions as signing
from campaign.signing.models import RemindedAddress, Submission
from campaign.vault import trusted_time
from campaign.vault.models import MailKey
from tests.cast import AMELIE, NOUR, Site, at_once
from tests.running.server import ROOT
from tests.signing.reminded import BEGIN, DAY, HOUR, LATER, MINUTE, came_at, reminding
from tests.tables import count, rows


@pytest.fixture
def reminds(app: Flask) -> Site:
    """A site whose campaign reminds."""
    return reminding(Site(app))


def is_reminder(body: str) -> bool:
    return "This is the only reminder." in body


@pytest.mark.long
def test_a_victim_who_is_posted_for_a_month_gets_one_reminder_and_five_mails(reminds: Site) -> None:
    came = []
    for hours in range(0, 30 * 24, 6):
        moment = BEGIN + timedelta(hours=hours)
        with time_machine.travel(moment, tick=False):
            signing.turn_mail_keys()
            if hours < 30 or hours > 240:
                reminds.client().sign(NOUR)
        came += [(hours, is_reminder(letter.body)) for letter in came_at(reminds, moment)]
        signing.expire()
    assert came == [(0, False), (6, False), (12, False), (24, False), (96, True)]
    with time_machine.travel(BEGIN + 60 * DAY, tick=False):
        signing.turn_mail_keys()
        reminds.client().sign(NOUR)
    later = [came_at(reminds, BEGIN + days * DAY) for days in (60, 63, 64, 65)]
    assert [is_reminder(letter.body) for letters in later for letter in letters] == [False]
    assert count(RemindedAddress) == 1


def test_of_several_submissions_the_newest_link_is_the_one(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR, name="First")
        reminds.deliver()
    with time_machine.travel(BEGIN + DAY, tick=False):
        signing.turn_mail_keys()
        reminds.client().sign(NOUR, name="Second")
        (newer,) = reminds.deliver()
    assert came_at(reminds, LATER) == []
    (reminder,) = came_at(reminds, LATER + DAY)
    assert reminder.link == newer.link
    assert came_at(reminds, LATER + 2 * DAY) == []


def test_each_campaign_reminds_for_itself_within_the_limits_of_all(reminds: Site) -> None:
    slugs = [f"campaign-{number}" for number in range(4)]
    for slug in slugs:
        reminding(reminds, slug)
    for number, slug in enumerate(slugs):
        with time_machine.travel(BEGIN + 8 * number * HOUR, tick=False):
            signing.turn_mail_keys()
            reminds.client().sign(NOUR, slug=slug)
            reminds.deliver()
    came = [came_at(reminds, LATER + hours * HOUR) for hours in range(48)]
    # The fifth mail within thirty days is the first campaign's reminder; there is room for no other.
    assert [len(letters) for letters in came] == [1] + [0] * 47


def test_many_looks_at_once_send_one(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        for person in (NOUR, AMELIE):
            reminds.client().sign(person)
        assert len(reminds.deliver()) == 2

    def look(_number: int) -> None:
        with reminds.app.app_context():
            signing.remind()

    with time_machine.travel(LATER, tick=False):
        trusted_time.accept()
        at_once(look, 8, threads=4)
        assert sorted(letter.to for letter in reminds.deliver()) == ["amelie@example.org", "nour@example.org"]
    assert count(RemindedAddress) == 2


KILLED = """
import os, signal
from datetime import datetime
import time_machine
from campaign import create_app
from campaign.audit.actors import acting
from campaign.signing.actions import reminding
from tests.cast import TESTER

queue = reminding._queue


def killed(*arguments):
    queue(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)


reminding._queue = killed
with create_app().app_context(), acting(TESTER), time_machine.travel(datetime.fromisoformat(MOMENT), tick=False):
    reminding.remind()
"""


@pytest.mark.long
def test_a_worker_killed_before_its_commit_has_sent_nothing_and_the_next_sends_it(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR)
        reminds.deliver()
    with time_machine.travel(LATER, tick=False):
        trusted_time.accept()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(reminds.settings.instance),
        "CAMPAIGN_DATABASE_URL": reminds.settings.database_url.replace("+psycopg", ""),
    }
    program = KILLED.replace("MOMENT", repr(LATER.isoformat()))
    killed = subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (count(Message), count(RemindedAddress)) == (1, 0)
    assert len(came_at(reminds, LATER)) == 1
    assert came_at(reminds, LATER + HOUR) == []


def test_a_clock_that_jumps_reminds_nobody(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        trusted_time.accept()
        reminds.client().sign(NOUR)
        reminds.deliver()
    with time_machine.travel(BEGIN + 400 * DAY, tick=False):
        signing.turn_mail_keys()
        assert signing.remind() == 0
        assert reminds.deliver() == []
    assert len(came_at(reminds, LATER)) == 1


def test_a_restored_backup_reminds_nobody_of_before(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR)
        reminds.deliver()
    settle(made_at=BEGIN)
    assert came_at(reminds, LATER) == []
    assert [row["state"] for row in rows(Submission)] == ["waiting"]


def test_no_key_lives_longer_for_it(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR)
        reminds.deliver()
    there = {}
    for days in (1, 2, 3):
        came_at(reminds, BEGIN + days * DAY + 2 * MINUTE)
        with time_machine.travel(BEGIN + days * DAY + 2 * MINUTE, tick=False):
            signing.turn_mail_keys()
        there[days] = BEGIN.date() in [row["day"] for row in rows(MailKey)]
    assert there == {1: True, 2: True, 3: False}


def test_a_key_ends_after_five_days_though_a_reminder_waits_and_the_link_stays(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR)
        (asked,) = reminds.deliver()
    with time_machine.travel(BEGIN + 5 * DAY, tick=False):
        trusted_time.accept()
        while signing.turn_mail_keys():
            pass
        assert BEGIN.date() not in [row["day"] for row in rows(MailKey)]
        (row,) = rows(Submission)
        assert (row["state"], row["mail"], row["remind_at"]) == ("waiting", None, None)
        assert signing.remind() == 0
        assert reminds.client().press(asked.link, "confirmation").status_code == 200
