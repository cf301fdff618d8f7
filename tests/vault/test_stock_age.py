"""If this project is gone: the lines of docs/sealed-lists.md and Debian's `age` get everything back."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from campaign.lists.sealed_format import write_sealed
from campaign.vault.identities import read_identities, write_identity
from tests.lists.lists import HEADER, person, sealed_line

PAGE = Path(__file__).parents[2] / "docs" / "sealed-lists.md"
HOLDER = Identity.generate()
PEOPLE = [person(number) for number in range(5)]
WORDS = "correct horse battery staple"


@pytest.fixture(scope="module", autouse=True)
def age() -> None:
    assert shutil.which("age"), "The stock `age` program is missing. As root: apt install age"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first two as earlier versions sealed them."""
    path = tmp_path_factory.mktemp("sealed") / "list.sealed"
    lines = (sealed_line(record, HOLDER, index=n, deflated=n > 1) for n, record in enumerate(PEOPLE))
    write_sealed(path, header=HEADER, lines=lines)
    return path


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (lines,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(lines.splitlines()) <= 29
    path = tmp_path_factory.mktemp("program") / "open.py"
    path.write_text(lines)
    return path


def run(program: Path, *words: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-I", program, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def at_a_terminal(command: list[str], *, out: Path, answers: list[str]) -> str:
    """Run a program that asks its terminal; what it says there. Its standard output goes to `out`."""
    child, terminal = pty.fork()
    if child == 0:
        os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT, 0o600), 1)
        os.execvp(command[0], command)
    said, left = b"", list(answers)
    while select.select([terminal], [], [], 60)[0]:
        try:
            said += os.read(terminal, 1024)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if left and said.count(b":") > len(answers) - len(left):
            os.write(terminal, f"{left.pop(0)}\n".encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert (os.waitstatus_to_exitcode(status), left) == (0, []), said
    return said.decode()


def opened(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def wanted() -> list[dict[str, object]]:
    return [{"v": 1, **vars(record)} for record in PEOPLE]


def test_everything_comes_back(program: Path, sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "nour.key").write_text(f"# mine\n{HOLDER}\n")
    done = run(program, sealed, tmp_path / "nour.key")
    assert done.returncode == 0, done.stderr
    found = opened(done.stdout)
    assert [{name: row[name] for name in wanted()[0]} for row in found] == wanted()
    assert [(row["index"], row["hour"], row["wants_updates"]) for row in found][:2] == [
        (0, "2016-09-24T12:00:00+00:00", True),
        (1, "2016-09-24T12:00:00+00:00", False),
    ]


def test_with_a_key_under_a_passphrase(program: Path, sealed: Path, tmp_path: Path) -> None:
    write_identity(tmp_path / "nour.key", HOLDER, passphrase=WORDS)
    at_a_terminal(
        [sys.executable, "-I", str(program), str(sealed), str(tmp_path / "nour.key")],
        out=tmp_path / "out",
        answers=[WORDS],
    )
    assert [row["address"] for row in opened((tmp_path / "out").read_text())] == [
        record.address for record in PEOPLE
    ]


@pytest.mark.long
@pytest.mark.parametrize("armour", [[], ["-a"]])
def test_we_read_a_key_that_the_stock_program_protected(armour: list[str], tmp_path: Path) -> None:
    made = subprocess.run(["age-keygen"], capture_output=True, check=True).stdout
    (tmp_path / "plain").write_bytes(made)
    at_a_terminal(
        ["age", "-p", *armour, "-o", str(tmp_path / "nour.key"), str(tmp_path / "plain")],
        out=tmp_path / "out",
        answers=[WORDS, WORDS],
    )
    (identity,) = read_identities(tmp_path / "nour.key", passphrase=lambda: WORDS)
    assert str(identity) == made.decode().splitlines()[-1]


def test_a_cut_file_is_noticed(program: Path, sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "nour.key").write_text(f"{HOLDER}\n")
    lines = sealed.read_bytes().splitlines(keepends=True)
    for left in (lines[:-1], lines[:3] + lines[4:]):
        (tmp_path / "cut").write_bytes(b"".join(left))
        done = run(program, tmp_path / "cut", tmp_path / "nour.key")
        assert (done.returncode, done.stderr.splitlines()[-1]) == (
            1, "AssertionError: the file is incomplete or was changed",
        )  # fmt: skip
