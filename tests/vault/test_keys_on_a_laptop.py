"""A holder's own computer: our wheel and what requirements-holder.txt lists, no settings, no instance folder."""

import base64
import csv
import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner
from packaging.requirements import Requirement
from pyrage.x25519 import Identity

from campaign.cli import campaign
from campaign.lists.sealed_format import BLOCK
from campaign.vault.envelope import parse_recipient, seal_to
from campaign.vault.identities import read_identities
from campaign.vault.recipients import drill_record_id
from tests.lists.lists import person, sealed_list
from tests.lists.mailing import ADDRESSES, Laptop, Relay
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
WORDS = "correct horse battery staple"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`campaign` as pip installs it from our wheel; of what the tests have, only what holders install is there too."""
    folder = tmp_path_factory.mktemp("laptop")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    built = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)]
    subprocess.run(built, check=True)
    (wheel,) = folder.glob("campaign-*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    placed = [*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(placed, check=True)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    for name in holders_packages():
        link_package(name, packages)
    return folder / "venv" / "bin" / "campaign"


def holders_packages() -> Iterator[str]:
    """Those that requirements-holder.txt has for this computer."""
    for line in (ROOT / "requirements-holder.txt").read_text().splitlines():
        if "==" in line:
            wanted = Requirement(line.removesuffix("\\"))
            if wanted.marker is None or wanted.marker.evaluate():
                yield wanted.name


def link_package(name: str, to: Path) -> None:
    """Let the tests' own copy of a package be found in another folder."""
    for top in {file.parts[0] for file in distribution(name).files or [] if file.parts[0] != ".."}:
        (to / top).symlink_to(Path(str(distribution(name).locate_file(top))))


def run(program: Path, *words: str, home: Path, given: str = "") -> "subprocess.CompletedProcess[str]":
    """One command in an empty home."""
    return subprocess.run(
        [program, *words], cwd=home, env={"HOME": str(home), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        input=given, capture_output=True, text=True,
    )  # fmt: skip


def test_from_a_new_key_to_the_opened_list(program: Path, tmp_path: Path) -> None:
    made = run(program, "keys", "new", "nour", home=tmp_path, given=f"{WORDS}\n")
    assert made.returncode == 0, made.stderr
    assert "campaign keys add nour.pub" in made.stdout
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "nour.key": 0o600, "nour.pub": 0o600,
    }  # fmt: skip
    name, recipient = (tmp_path / "nour.pub").read_text().splitlines()
    (identity,) = read_identities(tmp_path / "nour.key", passphrase=lambda: WORDS)
    assert (name, recipient) == ("# name: nour", str(identity.to_public()))

    canary = seal_to(b"bafokeni", record_id=drill_record_id("nour"), recipients=[parse_recipient(recipient)])
    write_drill(tmp_path / "drill", {"nour": canary})
    words = ["keys", "drill", "--open", "drill", "--identity", "nour.key"]
    assert run(program, *words, home=tmp_path, given=f"{WORDS}\n").stdout == "bafokeni\n"

    people = [person(number) for number in range(1_000)]
    file = sealed_list(tmp_path / "list.sealed", people, identity)
    assert file.stat().st_size > BLOCK
    words = ["unseal", "list.sealed", "--identity", "nour.key", "--out", "list.csv"]
    opened = run(program, *words, home=tmp_path, given=f"{WORDS}\n")
    assert (opened.returncode, opened.stderr) == (0, "")
    assert opened.stdout.splitlines()[-2] == "1,000 signatures of skies in list.csv, as of 2016-10-01"
    rows = csv.DictReader((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [row["email"] for row in rows] == [record.address for record in people]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "drill", "list.csv", "list.sealed", "nour.key", "nour.pub",
    ]  # fmt: skip


def test_a_list_for_a_spreadsheet(program: Path, tmp_path: Path) -> None:
    identity = Identity.generate()
    (tmp_path / "nour.key").write_text(f"{identity}\n")
    sealed_list(tmp_path / "list.sealed", [person(0)], identity)
    words = ["unseal", "list.sealed", "--identity", "nour.key", "--out", "list.xlsx"]
    opened = run(program, *words, home=tmp_path)
    assert (opened.returncode, opened.stderr) == (0, "")
    assert (tmp_path / "list.xlsx").read_bytes()[:2] == b"PK"


def test_an_update_is_sent(program: Path, tmp_path: Path) -> None:
    relay, port = Relay(), free_port()
    controller = Controller(relay, hostname="127.0.0.1", port=port)
    controller.start()
    relay.url = f"smtp://127.0.0.1:{port}"
    try:
        words = Laptop(tmp_path, relay).set_up().words("--confirm", "4")
        sent = run(program, *words, home=tmp_path)
    finally:
        controller.stop()
    assert (sent.returncode, sent.stderr) == (0, "")
    assert relay.to == ADDRESSES


def test_the_rest_runs_on_the_server(program: Path, tmp_path: Path) -> None:
    assert run(program, "verify", "--help", home=tmp_path).returncode == 0
    listed = run(program, "--help", home=tmp_path)
    commands = [line.split(maxsplit=1) for line in listed.stdout.split("Commands:\n")[1].splitlines()]
    here = {name for name, what in commands if what != "(on the server)"}
    assert here == {"holder", "keys", "mailout", "unseal", "verify", "witness"}
    refused = run(program, "run", home=tmp_path)
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2, "", "campaign run runs on the server: this computer has no flask, which it needs.\n",
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def write_drill(path: Path, sealed: dict[str, bytes]) -> None:
    lines = [
        json.dumps({"holder": name, "sealed": base64.b64encode(raw).decode()}) for name, raw in sealed.items()
    ]
    path.write_text("".join(line + "\n" for line in lines))


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("nour", "short\n", "The passphrase is too short: at least 12 characters. Nothing was made."),
        ("nour", "", "No passphrase was given on standard input."),
        ("../nour", f"{WORDS}\n", "A holder’s name is one word here: letters, digits, hyphens, 40 at most."),
        ("n" * 41, f"{WORDS}\n", "A holder’s name is one word here: letters, digits, hyphens, 40 at most."),
    ],
)
def test_no_key_is_made(
    name: str, given: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(campaign, ["keys", "new", name], input=given)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["nour.key", "nour.pub"])
def test_a_key_that_is_there_stays(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("mine")
    done = CliRunner().invoke(campaign, ["keys", "new", "nour"], input=f"{WORDS}\n")
    assert (done.exit_code, done.stderr) == (
        2, f"{name} already exists. Choose another name, or move it away.\n",
    )  # fmt: skip
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "mine")]


HOLDER, OTHER = Identity.generate(), Identity.generate()


def drilled(tmp_path: Path) -> tuple[int, str]:
    (tmp_path / "nour.key").write_text(f"{HOLDER}\n")
    words = ["keys", "drill", "--open", str(tmp_path / "drill"), "--identity", str(tmp_path / "nour.key")]
    done = CliRunner().invoke(campaign, words)
    return done.exit_code, done.output


def sealed_word(word: bytes, name: str, to: Identity = HOLDER) -> bytes:
    return seal_to(word, record_id=drill_record_id(name), recipients=[to.to_public()])


def test_a_drill_for_several_holders(tmp_path: Path) -> None:
    write_drill(
        tmp_path / "drill",
        {"amelie": sealed_word(b"other", "amelie", OTHER), "nour": sealed_word(b"mine", "nour")},
    )
    assert drilled(tmp_path) == (0, "mine\n")


@pytest.mark.parametrize(
    "sealed",
    [
        {"amelie": sealed_word(b"other", "amelie", OTHER)},
        {"nour": sealed_word(b"mine", "amelie")},
        {"nour": sealed_word(b"\x1b[2J", "nour")},
    ],
)
def test_a_drill_that_is_not_for_this_key(tmp_path: Path, sealed: dict[str, bytes]) -> None:
    write_drill(tmp_path / "drill", sealed)
    said = f"This key opens nothing in {tmp_path / 'drill'}. Was its .pub added to the server?\n"
    assert drilled(tmp_path) == (2, said)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"word\n", b"[]\n", b"{}\n", b'{"holder": "nour", "sealed": "*"}\n']
)
def test_a_file_that_is_no_drill(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "drill").write_bytes(raw)
    said = f"{tmp_path / 'drill'} is not a drill. campaign keys drill writes one on the server.\n"
    assert drilled(tmp_path) == (2, said)
