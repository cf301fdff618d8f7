"""The worker as it runs: what it sees for itself is in people's mailboxes, once, also after it was started anew."""

import pytest

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.backup import actions as backup
from campaign.notifications import actions as notifications
from campaign.notifications import calendar
from campaign.notifications.kinds import Kind
from campaign.organisers.roles import Role
from campaign.running import schedule
from campaign.running.chore import Chore
from tests.cast import Letter, Site
from tests.notifications.people import RIMA, person
from tests.running.test_worker import until, working


def subjects(site: Site) -> list[str]:
    """Of the mails to Rima."""
    letters = [Letter.read(file) for file in site.folder.glob("*.eml")]
    return sorted(letter.subject for letter in letters if letter.to == RIMA)


def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the watches that the worker has been at."""
    names: list[str] = []
    watches = schedule.watches

    def noted() -> list[Chore]:
        chores = watches()
        for chore in chores:
            chore.work = lambda chore=chore, work=chore.work: (names.append(chore.name), work())[1]
        return chores

    monkeypatch.setattr(schedule, "watches", noted)
    return names


def test_it_tells_once_and_a_look_that_fails_stops_no_other(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    rima = person(RIMA, Role.OWNER, site.campaign.id)
    notifications.choose(organiser_id=rima, offered=[Kind.MONDAY], wanted=[])  # whatever day it is
    names = looked(monkeypatch)
    monkeypatch.setattr("campaign.lib.disk.free", lambda _place: 1 / 0)
    backup.note_failed()
    audit.note(Act.EXPORT, campaign=site.slug, kind="sealed")
    wanted = ["A key has been added", "A list has been made", "There is no fresh backup"]
    for _ in range(2):
        names.clear()
        with working(site.app):
            until(lambda: subjects(site) == wanted)
            until(lambda: "watch for Monday" in names)
        assert subjects(site) == wanted
        assert "watch the disk" in names


def test_every_watch_is_a_chore_of_its_own(site: Site) -> None:
    there = {chore.name for chore in schedule.chores()}
    assert len(schedule.watches()) == 11
    assert {chore.name for chore in schedule.watches()} <= there
    assert all(not chore.work() for chore in schedule.watches())
    assert {name for name in dir(calendar) if name.startswith("watch_")} == {
        "watch_closing", "watch_drills", "watch_erasures", "watch_held", "watch_monday", "watch_returned",
    }  # fmt: skip
