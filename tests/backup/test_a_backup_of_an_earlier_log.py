"""A backup is restored after a next log began, from before it did: that log is told once, and the one after goes on."""

import io
from pathlib import Path

import pytest

from campaign.extensions import db
from campaign.releases.figures import check
from campaign.tally import queries as tally_queries
from campaign.tally.last_seen import LogStopped
from tests.backup.lost import LATE, NEXT, Backup, Lost, lacking, verify
from tests.cast import NOUR, SLUG, Client, Site, heading
from tests.refused import refused
from tests.tally.test_last_seen import RESUME

LOG = f"127.0.0.1:8000/{SLUG}/log"


class LostTwice(Lost):
    """The next log was published, lacks nothing yet, and a second partner has it; then comes the old backup again."""

    def __init__(self, site: Site, folder: Path, patch: pytest.MonkeyPatch) -> None:
        super().__init__(site, folder, patch)
        self.old = Backup()
        assert self.resume("--last", str(self.mirror))[0] == 0
        self.next = site.signed(NEXT)
        site.number()
        self.second = folder / "second"
        self.run("log", "export", SLUG, str(self.second))
        self.old.restore()


@pytest.fixture
def twice(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LostTwice:
    return LostTwice(site, tmp_path, monkeypatch)


def lines(site: Site) -> list[str]:
    db.session.rollback()
    return [line for _, line, _ in tally_queries.lines(site.campaign.id)]


def test_the_log_after_the_next_names_both_and_brings_nobody_back(
    twice: LostTwice, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (twice.second / "log" / "checkpoint").read_text().split("\n")
    assert twice.resume("--last", str(twice.second))[0] == 0
    assert twice.origin == f"{LOG}-3"
    first, second = (line.split(" ") for line in lines(twice.site)[1:3])
    assert (first[:3], second[:3]) == (
        ["continues", f"{LOG}-2", told[1]],
        ["continues", LOG, str(twice.size)],
    )
    assert heading(client.get(twice.amelie).text) == "Your signature is withdrawn"
    twice.site.signed(LATE)
    twice.site.number()
    assert check(twice.site.campaign) == []
    twice.run("log", "export", SLUG, str(tmp_path / "third"))
    (tmp_path / "receipt").write_bytes(client.get(f"{twice.nour}/receipt").data)
    for key in (twice.old_key, twice.run("log", "key", SLUG)[1].strip()):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{NOUR.name}\n{NOUR.email}\nSY\n"))
        verify(tmp_path / "third", "--key", key, "--receipt", tmp_path / "receipt", "--claim", "total=32")


def test_the_next_log_is_not_begun_a_second_time(twice: LostTwice) -> None:
    before = lines(twice.site)
    code, said = twice.resume("--last", str(twice.mirror))
    assert (code, said) == (2, f"This machine knows of a newer checkpoint, of {LOG}-2. Give that one.\n")
    assert (lines(twice.site), twice.origin) == (before, LOG)


@pytest.mark.long
@pytest.mark.parametrize("words", [(), ("--entries-lost",)])
def test_a_checkpoint_alone_does_not_tell_where_the_next_log_began(
    twice: LostTwice, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "last").write_bytes((twice.second / "log" / "checkpoint").read_bytes())
    code, said = twice.resume("--last", str(tmp_path / "last"), *words)
    assert (code, said, twice.origin) == (2, lacking(38, tmp_path / "last", folder="log-2"), LOG)


def test_a_database_that_holds_all_of_the_log_before_does_not_go_on_with_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Lost(site, tmp_path, monkeypatch)
    older = Backup()
    lost.whole.restore()
    site.number()
    whole = Backup()
    older.restore()
    assert lost.resume("--last", str(lost.mirror))[0] == 0
    whole.restore()
    before = lines(site)
    site.signed(NEXT)
    elsewhere = f"{SLUG}: this database is of {LOG}, and {LOG}-2 continues where that one was lost. "
    with refused(elsewhere + RESUME, kind=LogStopped):
        site.number()
    assert lines(site) == before
