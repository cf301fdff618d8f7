"""A backup is restored that lacks what was published: the log goes on under the next name, and nobody comes back."""

import io
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.audit.models import AuditEntry
from campaign.releases.figures import check
from campaign.tally import queries as tally_queries
from campaign.tally.last_seen import LogStopped
from tests.backup.lost import LATE, NEXT, Backup, Lost, verify
from tests.cast import NOUR, SLUG, Client, Site, heading
from tests.refused import refused
from tests.tables import rows
from tests.tally.keys import foreign_key
from tests.tally.test_last_seen import older, run
from tests.tally.test_the_sequencer import confirm, public


def test_the_next_log_keeps_what_there_is_and_brings_nobody_back(
    lost: Lost, client: Client, tmp_path: Path
) -> None:
    site = lost.site
    site.signed(NEXT)
    with refused(older(35, 37), kind=LogStopped):
        site.number()
    code, said = lost.resume("--last", str(lost.mirror))
    assert (code, said.splitlines()[0]) == (
        0,
        f"127.0.0.1:8000/{SLUG}/log had {lost.size} entries; 35 are here. {SLUG} continues in "
        f"127.0.0.1:8000/{SLUG}/log-2, which says so at its beginning. Withdrawn again: 1.",
    )
    assert (rows(AuditEntry)[-1]["act"], rows(AuditEntry)[-1]["facts"]) == ("log-resume", {"size": lost.size})
    lines = [line for _, line, _ in tally_queries.lines(site.campaign.id)]
    was = (lost.mirror / "log" / "checkpoint").read_text().split("\n")
    root = b64decode(was[2]).hex()
    assert lines[:2] == ["rules 1", f"continues 127.0.0.1:8000/{SLUG}/log {lost.size} {root}"]
    # NEXT waited; AMELIE is withdrawn again; LATE is lost and may sign again.
    assert public(client)["total"] == 32
    assert heading(client.get(lost.amelie).text) == "Your signature is withdrawn"
    assert heading(client.get(lost.late).text) != heading(client.get(lost.nour).text)
    site.signed(LATE)
    site.number()
    assert public(client)["total"] == 33
    assert check(site.campaign) == []


def test_a_stranger_verifies_the_next_log_with_the_key_of_either(
    lost: Lost, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost.resume("--last", str(lost.mirror / "log" / "checkpoint"))
    link = lost.site.signed(NEXT)
    lost.site.number()
    new_key = lost.run("log", "key", SLUG)[1].strip()
    assert new_key != lost.old_key
    assert lost.run("log", "export", SLUG, str(lost.mirror)) == (
        2,
        f"{lost.mirror} contains 127.0.0.1:8000/{SLUG}/log. Keep it, and give "
        f"127.0.0.1:8000/{SLUG}/log-2 a folder of its own.\n",
    )
    copy = tmp_path / "copy"
    lost.run("log", "export", SLUG, str(copy))
    verify(copy, "--key", new_key, "--claim", "total=32")
    verify(copy, "--key", lost.old_key)
    with pytest.raises(SystemExit, match="FAILED key"):
        verify(copy, "--key", foreign_key(f"127.0.0.1:8000/{SLUG}/log").verifier)
    for person, where in ((NOUR, lost.nour), (NEXT, link)):
        (tmp_path / "receipt").write_bytes(client.get(f"{where}/receipt").data)
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{person.name}\n{person.email}\n{person.country}\n"))
        verify(copy, "--key", new_key, "--receipt", tmp_path / "receipt")
    # Caches may keep the old log's tiles for a year: the next one's have addresses of their own.
    for file in (copy / "log-2").rglob("*"):
        if file.is_file():
            path = file.relative_to(copy).as_posix()
            assert (path, client.get(f"/{SLUG}/{path}").data) == (path, file.read_bytes())
    assert client.get(f"/{SLUG}/log-2/checkpoint").data == (copy / "log" / "checkpoint").read_bytes()
    for gone in ("log/tile/entries/000.p/35", "log-3/checkpoint", "log-3/tile/0/000.p/1"):
        assert (gone, client.get(f"/{SLUG}/{gone}").status_code) == (gone, 404)


def test_a_receipt_of_before_still_holds(
    lost: Lost, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost.resume("--last", str(lost.mirror))
    (tmp_path / "receipt").write_bytes(client.get(f"{lost.nour}/receipt").data)
    assert f"log 127.0.0.1:8000/{SLUG}/log\n" in (tmp_path / "receipt").read_text()
    second = tmp_path / "second"
    lost.site.signed(NEXT)
    lost.site.number()
    lost.run("log", "export", SLUG, str(second))
    in_between = Backup()
    lost.site.signed(LATE)
    lost.site.number()
    third = tmp_path / "third"
    lost.run("log", "export", SLUG, str(third))
    in_between.restore()
    code, _ = lost.resume("--last", str(third))
    assert (code, lost.origin) == (0, f"127.0.0.1:8000/{SLUG}/log-3")
    kinds = [line.split(" ")[0] for _, line, _ in tally_queries.lines(lost.site.campaign.id)][:5]
    assert kinds == ["rules", "continues", "continues", "text", "signature"]
    copy = tmp_path / "copy"
    lost.run("log", "export", SLUG, str(copy))
    for key in (lost.run("log", "key", SLUG)[1].strip(), lost.old_key):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{NOUR.name}\n{NOUR.email}\nSY\n"))
        verify(copy, "--key", key, "--receipt", tmp_path / "receipt")
    (tmp_path / "again").write_bytes(client.get(f"{lost.nour}/receipt").data)
    assert (tmp_path / "again").read_text().split("\n")[1] == f"log 127.0.0.1:8000/{SLUG}/log"


def test_letters_of_before_are_still_bound(lost: Lost, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    assert lost.run("letters", "make", SLUG, "--out", str(out), "--only", "FR")[0] == 0
    lost.resume("--last", str(lost.mirror))
    code, said = lost.run("letters", "issue", SLUG, "--from", str(out))
    assert (code, said) == (
        2,
        f"{SLUG} published no count at log size 35: these letters are of another campaign or log. "
        "Nothing was issued.\n",
    )
    assert lost.run("letters", "make", SLUG, "--out", str(tmp_path / "new"), "--only", "FR")[0] == 0
    assert lost.run("letters", "issue", SLUG, "--from", str(tmp_path / "new"))[0] == 0
    lost.site.number()
    lost.run("log", "export", SLUG, str(tmp_path / "copy"))
    verify(tmp_path / "copy", "--key", lost.old_key, "--letter", tmp_path / "new" / "FR.pdf")


def test_letters_issued_before_the_backup_keep_their_pages_and_their_proof(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(site, "FR", 30)
    site.number()
    out = tmp_path / "letters"
    run(site.app, monkeypatch, "letters", "make", SLUG, "--out", str(out), "--only", "FR")
    run(site.app, monkeypatch, "letters", "issue", SLUG, "--from", str(out))
    site.number()
    page = client.get(f"/en/{SLUG}/letters/FR/33").data
    backup = Backup()
    confirm(site, "FR", 5, first=100)
    site.number()
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    _, key = run(site.app, monkeypatch, "log", "key", SLUG)
    backup.restore()
    run(site.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))
    assert client.get(f"/en/{SLUG}/letters/FR/33").data == page
    assert b"Root hash of the log when the letter was made:" in page
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "copy"))
    verify(tmp_path / "copy", "--key", key.strip(), "--letter", out / "FR.pdf")


@pytest.fixture(autouse=True)
def quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()
