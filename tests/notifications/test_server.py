"""What is wrong with the server is told to owners: once, until it has ended, and again when it comes again."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from campaign.backup import actions as backup
from campaign.lib import clock
from campaign.notifications import server
from campaign.notifications.models import ToldCondition
from campaign.organisers.roles import Role
from tests.cast import Site, at_once, change
from tests.notifications.people import DESK, OFF, RIMA, mails, person, text, to
from tests.tables import count

Usage = namedtuple("Usage", "total used free")
KEEPER = "Whoever runs the server needs to look into it."
BACKUP = to(
    RIMA,
    subject="There is no fresh backup",
    body=text(
        "Last night’s copies failed, or the newest backup is more than two days old. If the server breaks now, what "
        "has come in since then is lost.",
        KEEPER,
        DESK,
        OFF,
    ),
)
DISK = to(
    RIMA,
    subject="The server’s disk is nearly full",
    body=text(
        "When the disk is full, nothing can be stored, and pages refuse every form.",
        "Whoever runs the server needs to make room.",
        DESK,
        OFF,
    ),
)
LOG = to(
    RIMA,
    subject="Counting has stopped",
    body=text("The log has stopped: whoever confirms now is stored, but not counted.", KEEPER, DESK, OFF),
)
OVER = text("We wrote to you about this. It has been over for an hour.", DESK, OFF)


def room(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(free, 0, free))


def test_a_night_that_failed_is_told_until_a_backup_was_made(at_risk: Site) -> None:
    server.watch_backups()
    assert mails(at_risk) == []
    backup.note_failed()
    for _ in range(2):
        backup.note_failed()
        server.watch_backups()
    assert mails(at_risk) == BACKUP
    backup.note_made()
    server.watch_backups()
    assert mails(at_risk) == []
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        server.watch_backups()
        assert mails(at_risk) == to(RIMA, subject="Over: There is no fresh backup", body=OVER)


def test_a_backup_two_days_old_is_told_of_public_sites(at_risk: Site) -> None:
    backup.note_made()
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1), tick=False):
        server.watch_backups()
        assert mails(at_risk) == []
        change(at_risk.app, base_url="https://skies.example.org")
        server.watch_backups()
        assert [(to, subject) for to, subject, _ in mails(at_risk)] == [(RIMA, "There is no fresh backup")]


def test_a_public_site_that_never_had_one_is_told_after_two_days(at_risk: Site) -> None:
    change(at_risk.app, base_url="https://skies.example.org")
    server.watch_backups()
    assert count(ToldCondition) == 0
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1), tick=False):
        server.watch_backups()
    assert count(ToldCondition, kind="backup") == 1


def test_the_disk_comes_and_goes_and_comes_again(at_risk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        room(monkeypatch, 2 * 1024**3)
        server.watch_disk()
        assert mails(at_risk) == []
        for free in (1, 2 * 1024**3, 1, 2 * 1024**3, 1):  # within an hour it is one condition
            room(monkeypatch, free)
            server.watch_disk()
            now.shift(timedelta(minutes=15))
        assert mails(at_risk) == DISK
        room(monkeypatch, 2 * 1024**3)
        now.shift(timedelta(minutes=61))
        server.watch_disk()
        assert mails(at_risk) == to(RIMA, subject="Over: The server’s disk is nearly full", body=OVER)
        server.watch_disk()
        assert mails(at_risk) == []
        room(monkeypatch, 1)
        server.watch_disk()
        assert mails(at_risk) == DISK


def test_a_log_that_stopped(at_risk: Site) -> None:
    server.watch_logs(stopped=False)
    assert mails(at_risk) == []
    for _ in range(2):
        server.watch_logs(stopped=True)
    assert mails(at_risk) == LOG


def test_owners_of_any_campaign_and_of_the_site_hear_once_each_in_their_language(app: Flask) -> None:
    one, two = Site(app).open_campaign(), Site(app, "second").open_campaign("second")
    person(RIMA, Role.OWNER, one.campaign.id, is_site_owner=True)
    person("sami@example.org", Role.OWNER, two.campaign.id)
    person("lina@example.org", None, is_site_owner=True, language="ar")
    server.watch_logs(stopped=True)
    told = one.deliver()
    assert sorted(letter.to for letter in told) == ["lina@example.org", RIMA, "sami@example.org"]
    languages = {letter.to: letter.message["Content-Language"] for letter in told}
    assert languages == {"lina@example.org": "ar", RIMA: "en", "sami@example.org": "en"}


def test_what_nobody_could_hear_is_told_to_the_first_owner(site: Site) -> None:
    server.watch_logs(stopped=True)
    assert mails(site) == []
    person(RIMA, Role.OWNER, site.campaign.id)
    server.watch_logs(stopped=True)
    assert mails(site) == LOG


def test_two_workers_at_once_tell_it_once(at_risk: Site) -> None:
    def at_work(_: int) -> None:
        with at_risk.app.app_context():
            server.watch_logs(stopped=True)

    at_once(at_work, 8, threads=4)
    assert mails(at_risk) == LOG


def test_two_workers_at_once_say_once_that_it_is_over(at_risk: Site) -> None:
    server.watch_logs(stopped=True)
    assert mails(at_risk) == LOG
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):

        def at_work(_: int) -> None:
            with at_risk.app.app_context():
                server.watch_logs(stopped=False)

        at_once(at_work, 8, threads=4)
        assert mails(at_risk) == to(RIMA, subject="Over: Counting has stopped", body=OVER)
