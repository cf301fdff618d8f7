"""`campaign night`: a backup, a copy of each campaign's log, old ones gone; a failed night is told to somebody."""

import email
import email.policy
from datetime import date
from pathlib import Path

import pytest
import time_machine

from campaign.backup import queries as backup_queries
from campaign.running.night_cli import outdated
from tests.cast import AMELIE, SLUG, Site
from tests.tally.test_last_seen import run

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def told(site: Site, subject: str = "Last night's copies") -> list[tuple[str, str, str]]:
    """Mails of this subject: to whom, subject, text."""
    mails = [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in (site.settings.instance / "mail").glob("*.eml")
    ]
    return [
        (mail["To"], mail["Subject"], mail.get_content().replace("\r\n", "\n"))  # type: ignore[attr-defined]
        for mail in mails
        if mail["Subject"] == subject
    ]


@ON_SQLITE
def test_each_campaign_is_mirrored_and_nobody_hears_of_a_good_night(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    site.open_campaign(slug="second")
    site.number()
    for _ in range(2):
        code, said = run(site.app, monkeypatch, "night", "--tell", "me@example.org")
        assert (code, said.count("entries in")) == (0, 2)
    place = site.settings.instance
    assert len(list((place / "backups").glob("*.backup"))) == 2
    for slug in (SLUG, "second"):
        assert (place / "mirrors" / slug / "log" / "checkpoint").exists()
    assert told(site) == []


@ON_SQLITE
def test_a_failed_part_stops_no_other_and_somebody_hears_of_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = site.settings.instance
    (place / "backups").write_text("")
    (place / "mirrors").mkdir()
    (place / "mirrors" / SLUG).write_text("")
    site.open_campaign(slug="second")
    code, said = run(site.app, monkeypatch, "night", "--tell", "me@example.org")
    lines = [
        f"Backup: {place / 'backups'}: File exists. Nothing was changed.",
        f"Log of {SLUG}: {place / 'mirrors' / SLUG} can't be written: Not a directory. Nothing was changed there.",
    ]
    assert (code, [line for line in said.splitlines() if "entries in" not in line]) == (1, lines)
    assert (place / "mirrors" / "second" / "log" / "checkpoint").exists()
    ((to, _, text),) = told(site)
    assert (to, [line for line in text.splitlines() if line][1:3]) == ("me@example.org", lines)


@ON_SQLITE
def test_a_failed_night_is_known_until_a_backup_is_made(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    place = site.settings.instance
    (place / "backups").write_text("")
    assert run(site.app, monkeypatch, "night")[0] == 1
    assert backup_queries.night_failed()
    (place / "backups").unlink()
    assert run(site.app, monkeypatch, "night")[0] == 0
    assert not backup_queries.night_failed()


@ON_SQLITE
def test_a_unit_that_failed_is_told_without_a_database(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.settings.instance / "campaign.sqlite3").unlink()
    words = ("tell-failed", "campaign-night.service", "--tell", "me@example.org")
    assert run(site.app, monkeypatch, *words) == (0, "")
    ((to, subject, text),) = told(site, "Something has failed on the server")
    assert (to, subject, text) == (
        "me@example.org",
        "Something has failed on the server",
        "campaign-night.service has failed on 127.0.0.1.\n\n"
        "To see why, on the server: journalctl -u campaign-night.service -n 50\n",
    )
    code, said = run(site.app, monkeypatch, "tell-failed", "a b", "--tell", "me@example.org")
    assert (code, said.splitlines()[-1]) == (
        2,
        "Error: Invalid value: it has to be the name of a unit, such as campaign-night.service.",
    )


def test_old_backups_go_by_their_names_alone(tmp_path: Path) -> None:
    for name in (
        *("2026-11-01.backup", "2026-11-15-030000.backup", "2026-11-16.backup", "2026-11-30.backup"),
        *("before-upgrade-2020-01-01.backup", "mine.backup", "2020-01-01.backup.part", ".2020-01-01.backup"),
    ):
        (tmp_path / name).write_text("")
    gone = outdated(tmp_path, today=date(2026, 11, 30))
    assert [path.name for path in gone] == ["2026-11-01.backup", "2026-11-15-030000.backup"]


@ON_SQLITE
def test_old_ones_stay_where_no_new_one_was_made(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = site.settings.instance / "backups"
    folder.mkdir()
    (folder / "2020-01-01.backup").write_text("")
    (folder / "2026-10-20.backup").mkdir()
    (folder / "2026-10-20-092000.backup").mkdir()
    with time_machine.travel("2026-10-20T09:20:00Z", tick=False):
        assert run(site.app, monkeypatch, "night")[0] == 1
    assert (folder / "2020-01-01.backup").exists()
