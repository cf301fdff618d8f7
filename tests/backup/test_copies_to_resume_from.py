"""What a log is resumed from: a partner's copy, here or at an address, which nobody has to trust."""

import functools
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from campaign.releases.figures import check
from campaign.tally import queries as tally_queries
from campaign.tally.note import sign
from tests.backup.lost import NEXT, Lost, lacking
from tests.cast import SLUG, Client, Site
from tests.tally.keys import foreign_key
from tests.tally.test_last_seen import copy_of, run
from tests.tally.test_the_sequencer import public


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


@pytest.mark.long
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
