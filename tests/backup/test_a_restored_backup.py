"""A backup is restored that lacks what was published: the log goes on under the next name, and nobody comes back."""

import functools
import io
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.releases.figures import check
from campaign.running.verify_cli import verifier
from campaign.signing import actions as signing
from campaign.tally import queries as tally_queries
from campaign.tally.last_seen import LogStopped
from campaign.tally.note import sign
from tests.cast import AMELIE, NOUR, SLUG, Client, Person, Site, heading
from tests.refused import refused
from tests.tables import rows
from tests.tally.keys import foreign_key
from tests.tally.test_last_seen import copy_of, older, run
from tests.tally.test_the_sequencer import confirm, public

LATE = Person("Late B.", "late@example.org", "DE")
NEXT = Person("Next C.", "next@example.org", "DE")


class Backup:
    """Every row there is, put back later as a restored backup does."""

    def __init__(self) -> None:
        with db.engine.connect() as connection:
            self.tables = [
                (table, [dict(row) for row in connection.execute(table.select()).mappings()])
                for table in db.metadata.sorted_tables
                if table.name != "audit_entries"  # from which nothing can be deleted
            ]

    def restore(self) -> None:
        db.session.rollback()
        with db.engine.begin() as connection:
            for table, _ in reversed(self.tables):
                connection.execute(table.delete())
            for table, rows in self.tables:
                if rows:
                    connection.execute(table.insert(), rows)


class Lost:
    """A site whose backup lacks one withdrawal and one signature that were published; a partner has a copy."""

    def __init__(self, site: Site, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.site, self.patch, self.mirror = site, patch, folder / "mirror"
        self.amelie, self.nour = site.signed(AMELIE), site.signed(NOUR)
        confirm(site, "FR", 30, first=1000)
        site.number()
        backup = Backup()
        site.client().press(self.amelie, "withdrawal")
        self.late = site.signed(LATE)
        site.number()
        signing.erase_withdrawn()
        self.run("log", "export", SLUG, str(self.mirror))
        self.size = tally_queries.head(site.campaign.id).size  # type: ignore[union-attr]
        self.old_key = self.run("log", "key", SLUG)[1].strip()
        self.whole = Backup()
        backup.restore()

    def run(self, *words: str) -> tuple[int, str]:
        return run(self.site.app, self.patch, *words)

    def resume(self, *words: str) -> tuple[int, str]:
        return self.run("log", "resume", SLUG, *words)

    @property
    def origin(self) -> str:
        db.session.rollback()
        head = tally_queries.head(self.site.campaign.id)
        assert head is not None
        return head.origin


@pytest.fixture
def lost(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lost:
    return Lost(site, tmp_path, monkeypatch)


def verify(*words: object) -> None:
    assert verifier().main([str(word) for word in words]) == 0


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


def test_without_the_entries_a_person_has_to_say_so(lost: Lost, client: Client, tmp_path: Path) -> None:
    last = tmp_path / "last"
    last.write_bytes((lost.mirror / "log" / "checkpoint").read_bytes())
    code, said = lost.resume("--last", str(last))
    assert (code, said) == (2, lacking(37, last))
    assert lost.origin.endswith("/log")
    assert lost.resume("--last", str(last), "--entries-lost")[0] == 0
    assert public(client)["total"] == 32
    assert lost.origin.endswith("/log-2")


def test_a_copy_that_stands_elsewhere_or_ends_early(lost: Lost, client: Client, tmp_path: Path) -> None:
    last = tmp_path / "last"
    last.write_bytes((lost.mirror / "log" / "checkpoint").read_bytes())
    with served(lost.mirror) as address:
        assert lost.resume("--last", str(last), "--entries", address)[0] == 0
    assert public(client)["total"] == 31


def test_an_address_is_enough(lost: Lost, client: Client) -> None:
    with served(lost.mirror) as address:
        code, _ = lost.resume("--last", f"{address}/log/checkpoint")
    assert (code, public(client)["total"]) == (0, 31)


def lacking(published: int, copy: Path, *, folder: str = "log") -> str:
    return (
        f"This database lacks entries of the {published} that were published, and {copy} holds 0 of them below "
        f"{folder}/. Anyone among the rest who withdrew would be counted again. Give a copy that has them: --entries "
        f"FOLDER-OR-ADDRESS. If there is none anywhere: --entries-lost. {SLUG} then continues without them.\n"
    )


class served:
    """A folder on a web server of this machine."""

    def __init__(self, folder: Path) -> None:
        silent = type("Silent", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(silent, directory=str(folder)))

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()


def changed_entry(lost: Lost) -> tuple[Path, str]:
    (file,) = (lost.mirror / "log/tile/entries").rglob("*.p/*")
    file.write_bytes(file.read_bytes().replace(b"withdrawn", b"duplicate"))
    return lost.mirror, lacking(37, lost.mirror)


def another_key(lost: Lost) -> tuple[Path, str]:
    file = lost.mirror / "log" / "checkpoint"
    text = file.read_text().split("\n\n")[0] + "\n"
    file.write_text(sign(text, foreign_key(text.split("\n")[0])))
    return lost.mirror, "None of the keys asked for signed this note.\n"


def nothing(lost: Lost) -> tuple[Path, str]:
    nowhere = lost.mirror / "nowhere"
    return nowhere, f"{nowhere}/log/checkpoint can't be read: No such file or directory.\n"


@pytest.mark.parametrize("spoil", [changed_entry, another_key, nothing])
def test_a_copy_that_nobody_can_trust_changes_nothing(
    lost: Lost, spoil: Callable[[Lost], tuple[Path, str]]
) -> None:
    before = [line for _, line, _ in tally_queries.lines(lost.site.campaign.id)]
    last, sentence = spoil(lost)
    assert lost.resume("--last", str(last)) == (2, sentence)
    assert [line for _, line, _ in tally_queries.lines(lost.site.campaign.id)] == before
    assert lost.origin.endswith("/log")


class Rude(BaseHTTPRequestHandler):
    """A mirror that breaks off, or answers with what moves the reader's cursor."""

    def do_GET(self) -> None:
        self.wfile.write(self.server.answer)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"HTTP/1.1 404 \x1b[2Jgone\r\n\r\n", "can't be read: HTTPError 404"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nab", "can't be read: IncompleteRead"),
        (b"nothing of the kind\r\n", "can't be read: BadStatusLine"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", "can't be read: HTTPError 302"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_mirror_says_of_itself_reaches_no_terminal(
    site: Site, monkeypatch: pytest.MonkeyPatch, answer: bytes, sentence: str
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Rude) as server:
        server.answer = answer  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        code, said = run(site.app, monkeypatch, "log", "resume", SLUG, "--last", address)
        server.shutdown()
    assert (code, said) == (2, f"{address}/log/checkpoint {sentence}.\n")


def test_an_older_checkpoint_than_this_machine_knows_is_refused(lost: Lost, tmp_path: Path) -> None:
    newest = tally_queries.published_checkpoint(lost.site.campaign.id)
    assert newest is not None
    (tmp_path / "older").write_text(newest.note)
    code, said = lost.resume("--last", str(tmp_path / "older"))
    assert (code, said) == (
        2,
        f"This machine knows of a newer checkpoint, of {lost.size} entries. Give that one.\n",
    )


def test_a_log_that_went_another_way_is_continued_too(lost: Lost, client: Client, tmp_path: Path) -> None:
    """Copy and backup were lost together, an old checkpoint was taken up; then a partner shows the newer one."""
    copy_of(lost.site).unlink()
    newest = tally_queries.published_checkpoint(lost.site.campaign.id)
    assert newest is not None
    (tmp_path / "older").write_text(newest.note)
    assert lost.resume("--last", str(tmp_path / "older"))[0] == 0
    lost.site.signed(NEXT)
    lost.site.number()
    copy_of(lost.site).unlink()
    assert lost.resume("--last", str(lost.mirror))[0] == 0
    assert public(client)["total"] == 32
    assert lost.origin.endswith("/log-2")
    assert check(lost.site.campaign) == []


@pytest.fixture(autouse=True)
def quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()
