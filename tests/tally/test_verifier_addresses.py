"""What the verifier does with an address that lags, leads elsewhere, drips, breaks off or never ends."""

import resource
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.tally.logs import KEY, TEXTS, VERIFIER, Written, honest
from tests.tally.served import UNREAD, drip, from_folder, lead, run, send, served

PUBLIC = str(KEY.verifier)
CHECKPOINT = "/log/checkpoint"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return honest()[0].write(tmp_path / "copy")


def younger(folder: Path) -> Path:
    log, _, _ = honest()
    return Written(lines=log.lines[:34], texts=TEXTS).write(folder)


def test_an_older_checkpoint_is_asked_for_again_past_caches(folder: Path, tmp_path: Path) -> None:
    state, asked = tmp_path / "state", []
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0
    old, now = from_folder(younger(tmp_path / "old")), from_folder(folder)

    def lags(handler: BaseHTTPRequestHandler, path: str) -> None:
        if path.startswith(CHECKPOINT):
            asked.append(path)
        (old if len(asked) < 3 and path.startswith(CHECKPOINT) else now)(handler, path)

    with served(lags) as address:
        code, said = run(address, "--key", PUBLIC, "--state", state)
    assert (code, said.splitlines()[-1]) == (0, f"verified with {PUBLIC}")
    assert asked[0] == CHECKPOINT
    assert [path.partition("=")[0] for path in asked[1:]] == [f"{CHECKPOINT}?again"] * 2


def test_one_that_stays_old_for_seconds_is_called_a_rollback(folder: Path, tmp_path: Path) -> None:
    state, asked = tmp_path / "state", []
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0
    old = from_folder(younger(tmp_path / "old"))

    def counted(handler: BaseHTTPRequestHandler, path: str) -> None:
        asked.append(path)
        old(handler, path)

    before = state.read_bytes()
    with served(counted) as address:
        assert run(address, "--key", PUBLIC, "--state", state) == (1, "FAILED rollback from 329 to 34\n")
    assert len(asked) == len(set(asked)) == 4
    assert state.read_bytes() == before


def test_a_fork_is_looked_at_again_as_a_whole(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0
    log, _, _ = honest()
    log.lines[20] = f"signature {'0' * 64}"
    log.sign(19)
    other, now, asked = from_folder(log.write(tmp_path / "other")), from_folder(folder), []

    def turns_out_right(handler: BaseHTTPRequestHandler, path: str) -> None:
        asked.append(path)
        (now if any("again" in each for each in asked) else other)(handler, path)

    with served(turns_out_right) as address:
        assert run(address, "--key", PUBLIC, "--state", state)[0] == 0
    with served(other) as address:
        assert run(address, "--key", PUBLIC, "--state", state) == (
            1,
            "FAILED fork in the first 329 entries\n",
        )


def test_it_goes_nowhere_else(folder: Path) -> None:
    files = from_folder(folder)
    with (
        served(files) as elsewhere,
        served(lambda handler, path: lead(handler, f"{elsewhere}{path}")) as address,
    ):
        leads = f"{address}{CHECKPOINT} leads elsewhere; if you trust it, check {elsewhere}{CHECKPOINT}"
        assert run(address, "--key", PUBLIC) == (6, f"FAILED missing {leads}\n{UNREAD}")
    with served(lambda handler, path: lead(handler, "file:///etc/hostname")) as address:
        code, said = run(address, "--key", PUBLIC)
    assert (code, said.split()[:2]) == (6, ["FAILED", "missing"])


def test_within_itself_an_address_may_lead_on(folder: Path) -> None:
    files = from_folder(folder)

    def moved(handler: BaseHTTPRequestHandler, path: str) -> None:
        if path.startswith("/new/"):
            files(handler, path.removeprefix("/new"))
        else:
            lead(handler, f"/new{path}")

    with served(moved) as address:
        assert run(address, "--key", PUBLIC)[0] == 0


def slow_body(handler: BaseHTTPRequestHandler) -> None:
    drip(handler, b"x" * 1000)


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    for number in range(100):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n"[number : number + 1] or b"X")
        handler.wfile.flush()
        time.sleep(0.5)


def silent(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(60)


@pytest.mark.long
@pytest.mark.parametrize("answers", [slow_body, slow_head, silent])
def test_no_byte_is_waited_for_without_end(answers: object, folder: Path) -> None:
    files = from_folder(folder)

    def one_is_slow(handler: BaseHTTPRequestHandler, path: str) -> None:
        if "entries" in path:
            answers(handler)  # type: ignore[operator]
        else:
            files(handler, path)

    with served(one_is_slow) as address:
        code, said = run(address, "--key", PUBLIC, "--seconds", "2")
    assert (code, said) == (
        6,
        f"FAILED missing log/tile/entries/000 took too long; --seconds waits longer\n{UNREAD}",
    )


@pytest.mark.full
def test_a_slow_link_is_given_the_time_that_it_is_said_to_need(folder: Path) -> None:
    files = from_folder(folder)

    def slow(handler: BaseHTTPRequestHandler, path: str) -> None:
        time.sleep(1.5)
        files(handler, path)

    with served(slow) as address:
        assert run(address, "--key", PUBLIC, "--seconds", "1")[0] == 6
        assert run(address, "--key", PUBLIC, "--seconds", "20")[0] == 0


def test_what_breaks_off_or_never_ends_is_no_lie_but_missing(folder: Path) -> None:
    files = from_folder(folder)

    def broken(handler: BaseHTTPRequestHandler, path: str) -> None:
        if "entries" not in path:
            files(handler, path)
            return
        send(handler, (folder / path[1:]).read_bytes()[:5000], length=9000)
        handler.close_connection = True

    def endless(handler: BaseHTTPRequestHandler, path: str) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65_536)

    with served(broken) as address:
        assert run(address, "--key", PUBLIC) == (
            6,
            f"FAILED missing log/tile/entries/000 isn't whole\n{UNREAD}",
        )
    with served(endless) as address:
        assert run(address, "--key", PUBLIC) == (
            6,
            f"FAILED missing log/checkpoint isn't whole\n{UNREAD}",
        )


def bounded(*arguments: str) -> tuple[int, str]:
    """The verifier with half a gigabyte of memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))

    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *arguments], capture_output=True, text=True, check=False,
        preexec_fn=limit, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("size", ["16777217", "999999999999999999"])
def test_a_size_that_no_memory_holds_is_not_begun(size: str, folder: Path) -> None:
    note = (folder / "log/checkpoint").read_text()
    (folder / "log/checkpoint").write_text(note.replace("\n329\n", f"\n{size}\n"))
    said = f"FAILED note log/checkpoint claims {size} entries: more than can be checked\n"
    assert bounded(str(folder)) == (1, said)


def test_a_size_beyond_what_is_there_ends_at_the_first_file_that_is_missing(folder: Path) -> None:
    note = (folder / "log/checkpoint").read_text()
    (folder / "log/checkpoint").write_text(note.replace("\n329\n", "\n16777216\n"))
    missing = "log/tile/entries/001"
    code, said = bounded(str(folder))
    assert (code, said) == (6, f"FAILED missing {folder.resolve()}/{missing} isn't a file\n{UNREAD}")
    asked: list[str] = []
    files = from_folder(folder)

    def counted(handler: BaseHTTPRequestHandler, path: str) -> None:
        asked.append(path)
        files(handler, path)

    with served(counted) as address:
        code, said = bounded(address)
    assert (code, said) == (6, f"FAILED missing {missing} <HTTPError 404: 'Not Found'>\n{UNREAD}")
    # The four of one turn are asked for at once, and those behind the missing one may not have come to ask.
    assert asked[0] == "/log/checkpoint"
    assert missing in {path.lstrip("/") for path in asked[1:]}
    assert len(asked) <= 5
