"""After a restored backup figures go on from those that the public saw: none tells of fewer than a lot."""

from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.extensions import db
from campaign.releases.figures import check, not_stated
from campaign.running.verify_cli import verifier
from campaign.tally import actions
from campaign.tally import queries as tally_queries
from tests.backup.lost import Backup
from tests.cast import SLUG, Person, Site
from tests.tally.test_last_seen import run
from tests.tally.test_the_sequencer import confirm, stated

Resume = Callable[..., tuple[int, str]]


def withdraw(site: Site, first: int, count: int) -> None:
    for number in range(first, first + count):
        actions.append_withdrawal(
            campaign=site.campaign.id, signature=number, country="FR", reason="withdrawn"
        )


def taken_in(site: Site) -> list[int]:
    db.session.rollback()
    return [each.taken_in for each in stated(site)]


@pytest.fixture
def restored(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Resume]:
    """Let the site go on after a backup, as it is told; then restore it. What comes back resumes the log."""

    def lose(*events: Callable[[], object]) -> Resume:
        backup = Backup()
        for event in events:
            event()
            site.number()
        assert run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))[0] == 0
        backup.restore()
        return lambda *words: run(site.app, monkeypatch, "log", "resume", SLUG, *words)

    return lose


@pytest.fixture
def verified(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Whether a stranger with the key, and a recount, find the log right."""

    def look() -> bool:
        run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "copy"))
        key = run(site.app, monkeypatch, "log", "key", SLUG)[1].strip()
        assert check(site.campaign) == []
        return bool(verifier().main([str(tmp_path / "copy"), "--key", key]) == 0)

    return look


def test_what_a_lost_statement_took_in_counts_as_taken_in(
    site: Site, tmp_path: Path, restored: Callable[..., Resume], verified: Callable[[], bool]
) -> None:
    confirm(site, "FR", 25)
    site.number()
    confirm(site, "FR", 10, first=100)
    site.number()
    resume = restored(lambda: confirm(site, "DE", 15, first=200))
    assert resume("--last", str(tmp_path / "mirror"))[0] == 0
    assert (taken_in(site), not_stated(site.campaign)) == ([25], (0, 0))
    confirm(site, "DE", 19, first=300)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([25], (19, 0))
    assert verified()
    confirm(site, "DE", 1, first=400)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([25, 55], (0, 0))
    assert verified()


def test_who_waited_still_waits_where_no_statement_was_lost(
    site: Site, tmp_path: Path, restored: Callable[..., Resume], verified: Callable[[], bool]
) -> None:
    confirm(site, "FR", 25)
    site.number()
    confirm(site, "FR", 10, first=100)
    withdraw(site, 0, 3)
    site.number()
    resume = restored(lambda: confirm(site, "DE", 5, first=200))
    assert resume("--last", str(tmp_path / "mirror"))[0] == 0
    assert not_stated(site.campaign) == (10, 3)
    confirm(site, "DE", 10, first=300)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([25, 45], (0, 3))
    assert verified()


def test_who_withdrew_among_the_lost_is_a_leave_unless_a_statement_let_her_go(
    site: Site, tmp_path: Path, restored: Callable[..., Resume], verified: Callable[[], bool]
) -> None:
    people = signed(site, 60)
    resume = restored(
        lambda: [site.client().press(link, "withdrawal") for link in people[:21]],
        lambda: [site.client().press(link, "withdrawal") for link in people[21:24]],
    )
    assert resume("--last", str(tmp_path / "mirror"))[0] == 0
    assert (taken_in(site), not_stated(site.campaign)) == ([60], (0, 3))
    assert tally_queries.public_tally(site.campaign.id).total == 36
    confirm(site, "DE", 20, first=5000)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([60, 59], (0, 3))
    assert verified()


def test_without_the_entries_nothing_is_stated_until_twenty_signed(
    site: Site, tmp_path: Path, restored: Callable[..., Resume], verified: Callable[[], bool]
) -> None:
    confirm(site, "FR", 60)
    site.number()
    confirm(site, "FR", 10, first=100)
    site.number()
    resume = restored(lambda: confirm(site, "DE", 15, first=200))
    (tmp_path / "last").write_bytes((tmp_path / "mirror" / "log" / "checkpoint").read_bytes())
    assert resume("--last", str(tmp_path / "last"), "--entries-lost")[0] == 0
    withdraw(site, 0, 25)
    confirm(site, "DE", 19, first=300)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([60], (19, 25))
    confirm(site, "DE", 1, first=400)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([60, 65], (0, 0))
    withdraw(site, 25, 20)
    site.number()
    assert (taken_in(site), not_stated(site.campaign)) == ([60, 65, 45], (0, 0))
    assert verified()


def signed(site: Site, count: int) -> list[str]:
    """The links of so many who signed and were counted, each in her own name."""
    links = [site.signed(Person(f"P {n}", f"p{n}@example.org", "FR")) for n in range(count)]
    site.number()
    return links
