"""What a restored database doesn't do by itself, since it may be done already: it waits for a person."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.extensions import db
from campaign.lib import clock
from campaign.moderation import actions as moderation
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.signing import actions as signing
from campaign.signing.models import Signature
from tests.backup.machines import Machine, in_app
from tests.cast import AMELIE, SLUG, Site, change
from tests.letters.desk import FOUR, make, run
from tests.letters.desk import count as counted
from tests.letters.post import addressed, deliver, send, served, states
from tests.moderation.crowd import crowd
from tests.moderation.test_weeding import invalidate
from tests.tables import count
from tests.tally.test_last_seen import run as command

SOON = timedelta(minutes=10)


@pytest.fixture
def letters(site: Site, tmp_path: Path) -> Path:
    """Letters to two States whose addresses are known."""
    counted(site, FOUR)
    addressed(site, tmp_path, "DE", "FR")
    return make(site, tmp_path / "letters", only="DE,FR")


@pytest.fixture(autouse=True)
def quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()


def test_an_invalidation_that_was_on_hold_is_stopped(
    site: Site, machine: Machine, backup: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(site.app, hold_seconds=3600)
    crowd(site, 30, country="FR", domain="example.org", at=clock.now())
    crowd(site, 12, country="VA", domain="forged.example", at=clock.now())
    site.number()
    assert invalidate(site, country="VA") == 1
    file = backup()
    moderation.undo_invalidation(campaign=site.campaign.id, number=1)
    code, said = machine.sealed(file)
    assert (code, said.splitlines()[2]) == (
        0,
        f"{SLUG}: invalidation 1 was on hold then. It may have been undone since, so it is stopped, and its signatures "
        f"count. campaign invalidate {SLUG} --go-on 1; or --undo 1.",
    )
    there = machine.site()
    with there.app.app_context():
        with time_machine.travel(clock.now() + timedelta(hours=2)):
            assert moderation.remove_due() == 0
        assert command(there.app, monkeypatch, "invalidate", SLUG, "--go-on", "1")[0] == 0
        with time_machine.travel(clock.now() + timedelta(hours=2)):
            assert moderation.remove_due() == 12
        db.session.remove()
        db.engine.dispose()


def test_a_closing_day_that_has_passed_closes_nothing_at_once(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    day = clock.today() + 3 * clock.DAY
    releases.change(slug=SLUG, closes=day)
    site.open_campaign("later")
    file = backup()
    with time_machine.travel(clock.now() + 5 * clock.DAY):
        code, said = machine.sealed(file)
        assert (code, said.splitlines()[2]) == (
            0,
            f"{SLUG}: its closing day at the time, {day}, has passed, and may have been moved since. It is paused, and "
            f"closes in a week. campaign close {SLUG}; or campaign set {SLUG} --closes DAY, and campaign open {SLUG}.",
        )
    assert closing(machine, after=6) == {SLUG: "paused", "later": "open"}
    assert closing(machine, after=13) == {SLUG: "closed", "later": "open"}


def closing(machine: Machine, *, after: int) -> dict[str, str]:
    """The states of the campaigns, so many days later."""

    def look() -> dict[str, str]:
        releases.close_due()
        return {each.slug: each.state for each in releases_queries.campaigns()}

    with time_machine.travel(clock.now() + after * clock.DAY):
        return dict(in_app(machine.site(), look))


def test_one_that_could_not_be_undone_any_more_goes_on(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    crowd(site, 12, country="VA", domain="forged.example", at=clock.now())
    assert invalidate(site, country="VA") == 1
    with time_machine.travel(clock.now() + SOON):
        code, said = machine.sealed(backup())
    assert code == 0
    assert "invalidation" not in said
    assert in_app(machine.site(), moderation.remove_due) == 12


def test_a_mail_to_a_signer_that_waited_goes_again_and_its_link_works(
    site: Site, machine: Machine, backup: Callable[[], Path]
) -> None:
    """On the same machine, whose keys of the day open it: nobody may be left without one."""
    site.client().sign(AMELIE)
    while signing.mail_submissions():
        pass
    file = backup()
    (first,) = site.deliver()
    site.client().press(first.link, "confirmation")
    assert machine.sealed(file)[0] == 0
    shutil.copytree(site.settings.instance / "mail-identities", machine.instance / "mail-identities")
    there = machine.site()
    with there.app.app_context():
        (again,) = there.deliver()
        assert (again.message["Message-ID"], again.link) == (first.message["Message-ID"], first.link)
        there.client().press(again.link, "confirmation")
        assert count(Signature) == 1
        db.session.remove()
        db.engine.dispose()


def test_a_letter_goes_no_second_time(
    site: Site, machine: Machine, backup: Callable[[], Path], letters: Path
) -> None:
    with served() as server:
        assert send(site, letters, "--confirm", 2, "--per-hour", 3600).code == 0
        file = backup()
        with time_machine.travel(clock.now() + SOON, tick=False):
            assert (deliver(site, server.url), deliver(site, server.url)) == (1, 0)
        with time_machine.travel(clock.now() + 2 * SOON, tick=False):
            assert deliver(site, server.url) == 1
        assert (states(site), len(server.got)) == ({"DE": "sent", "FR": "sent"}, 2)
        code, said = machine.sealed(file)
        there = machine.site()
        with time_machine.travel(clock.now() + 3 * SOON):
            assert in_app(there, lambda: deliver(there, server.url)) == 0
        assert len(server.got) == 2
        assert (code, said.splitlines()[2]) == (
            0,
            f"{SLUG}: 2 letters were on their way then, to DE, FR. They may have arrived since, so none is sent "
            f"automatically. campaign letters status {SLUG}; then, for those that certainly didn't arrive, "
            "campaign letters send "
            f"{SLUG} --again DE.",
        )
        assert in_app(there, lambda: states(there)) == {"DE": "unknown", "FR": "unknown"}
        shown = in_app(there, lambda: run(there, "letters", "status", SLUG)).said.splitlines()
        assert [line.split()[-1] for line in shown[1:3]] == ["restored", "restored"]
        assert shown[4].startswith("Nobody knows whether DE,FR arrived: a backup was restored. ")
        shutil.copytree(letters, machine.instance / "letters")
        again = in_app(
            there, lambda: send(there, machine.instance / "letters", "--again", "FR", "--confirm", 1)
        )
        assert (again.code, in_app(there, lambda: states(there))) == (0, {"DE": "unknown", "FR": "queued"})
