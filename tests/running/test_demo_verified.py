"""The walk of a stranger who checks the example campaign with its history."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.patience import PATIENCE, until
from tests.ports import free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """What `campaign demo` and `campaign log export` leave on a machine without a database, and the key."""
    place = tmp_path_factory.mktemp("walk")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CAMPAIGN_INSTANCE": str(place / "instance")}

    def campaign(*words: str) -> str:
        command = [sys.executable, "-m", "campaign", *words]
        done = subprocess.run(
            command, env=environment, cwd=place, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    said = campaign("demo", "--signatures", "1500", "--no-tour").splitlines()
    assert said[-2].startswith("1,500 invented people signed, 15 of them withdrew; the log has 1,5")
    campaign("log", "export", "demo", str(place / "mirror"))
    return place / "mirror", campaign("log", "key", "demo").strip()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder by Python's own web server."""
    port = free_port()
    words = ["-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    server = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def listens(port: int) -> bool:
    """Whether anybody does there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def verified(source: object, key: str, elsewhere: Path) -> tuple[int, str]:
    """verify.py, copied to a folder where nothing else is, as a stranger runs it."""
    shutil.copy(ROOT / "static" / "verify.py", elsewhere / "verify.py")
    command = [sys.executable, "-I", "verify.py", str(source), "--key", key]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_file_alone_verifies_it_over_http(walked: tuple[Path, str], tmp_path: Path) -> None:
    folder, key = walked
    with served(folder) as address:
        code, said = verified(address, key, tmp_path)
    assert (code, said.splitlines()[-1]) == (0, f"verified with {key}")
    assert re.match(r"127\.0\.0\.1:8000/demo/log: 15\d\d entries, 1485 signatures count; tally \d", said)


# What becomes another digit, and what is said of it: the check that failed, and where.
CHANGED = [
    ("log/tile/entries/000", rb"signature (.)", r"FAILED root log/tile/0/000, hash \d+"),
    ("log/tile/entries/003", rb"tally \d{4}-\d\d-\d\d (\d)", r"FAILED root log/tile/0/003, hash \d+"),
    ("log/tile/entries/003", rb"=(\d)", r"FAILED root log/tile/0/003, hash \d+"),
    ("log/tile/entries/006.p/*", rb"signature .{63}(.)", r"FAILED root log/tile/0/006\.p/\d+, hash \d+"),
    ("log/tile/0/002", rb"(.)", r"FAILED tile log/tile/0/002, hash 0"),
    ("log/tile/0/006.p/*", rb".{32}(.)", r"FAILED tile log/tile/0/006\.p/\d+, hash 1"),
    ("log/tile/1/000.p/*", rb".{64}(.)", r"FAILED tile log/tile/1/000\.p/6, hash 2"),
    ("log/checkpoint", rb"\n(\d)\d+\n", r"FAILED signature log/checkpoint"),
    ("log/checkpoint", rb"\n\d+\n(.)", r"FAILED signature log/checkpoint"),
    ("log/checkpoint", rb"demo/log .{60}(.)", r"FAILED signature log/checkpoint"),
    ("texts/*", rb"(\d)", r"FAILED text [0-9a-f]{64}"),
]


@pytest.mark.parametrize(("file", "place", "said"), CHANGED)
def test_one_digit_changed_and_it_says_where(
    walked: tuple[Path, str], tmp_path: Path, file: str, place: bytes, said: str
) -> None:
    folder, key = walked
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    path = sorted(copy.glob(file))[0]
    raw = path.read_bytes()
    found = re.search(place, raw, re.DOTALL)
    assert found is not None
    other = b"8" if found[1] == b"7" else b"7"
    path.write_bytes(raw[: found.start(1)] + other + raw[found.end(1) :])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code, output = verified(copy, key, elsewhere)
    assert code == 1
    assert re.fullmatch(said, output.strip())
