"""The `campaign` command: every room's commands are there; an organiser's computer needs no server's parts."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from campaign.cli import PLACES, campaign, keys
from campaign.lib.lazy import Lazy

ROOT = Path(__file__).parents[2]
# What Windows hasn't, and what nothing on an organiser's computer may have to load.
BARRED = "fcntl termios resource pwd grp flask sqlalchemy"
RUN = f"""
import sys
sys.modules.update(dict.fromkeys({BARRED!r}.split()))
from campaign.cli import main
main()
"""


def run(*words: str, folder: Path, given: str = "") -> "subprocess.CompletedProcess[str]":
    """`campaign` where nothing of BARRED can be imported, in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "HOME": str(folder)},
        input=given,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("group", [campaign, keys])
def test_the_list_is_that_of_the_rooms(group: Lazy) -> None:
    for place in set(group.places.values()):
        named = {name for name, where in group.places.items() if where == place}
        assert (place, {command.name for command in import_module(place).commands}) == (place, named)


def test_help_lists_them_all() -> None:
    said = CliRunner().invoke(campaign, ["--help"])
    listed = [line.split()[0] for line in said.output.split("Commands:\n")[1].splitlines()]
    assert listed == sorted([*PLACES, "keys"])
    assert "(on the server)" not in said.output


def test_a_misspelt_command_is_refused() -> None:
    said = CliRunner().invoke(campaign, ["exprot"])
    assert (said.exit_code, said.output.splitlines()[-1]) == (2, "Error: No such command 'exprot'.")


def test_a_room_with_a_fault_is_not_taken_for_one_elsewhere() -> None:
    group = Lazy("group", places={"gone": "campaign.no_such_room"})
    with pytest.raises(ModuleNotFoundError):
        group.get_command(click.Context(group), "gone")


def test_on_an_organisers_computer(tmp_path: Path) -> None:
    listed = run("--help", folder=tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    shown = {
        line.split()[0]: line.split(maxsplit=1)[1]
        for line in listed.stdout.split("Commands:\n")[1].splitlines()
    }
    alone = {name for name, what in shown.items() if what != "(on the server)"}
    assert (set(shown), alone) == (
        {*PLACES, "keys"},
        {"holder", "keys", "mailout", "unseal", "verify", "witness"},
    )
    refused = run("export", "aleppo", "--out", "list.csv", folder=tmp_path)
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2, "", "campaign export runs on the server: this computer has no flask, which it needs.\n",
    )  # fmt: skip
    assert run("unseal", "--help", folder=tmp_path).returncode == 0
    assert run("mailout", "--help", folder=tmp_path).returncode == 0
    assert run("verify", "--help", folder=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "campaign.sqlite3").write_bytes(b"no database " * 1000)
    ended = subprocess.run(
        [sys.executable, "-m", "campaign", "tally", "clear-skies"], cwd=ROOT, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], "CAMPAIGN_INSTANCE": str(tmp_path)},
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (
        1,
        "The database can't be used: file is not a database. Is it there, and has `campaign migrate` been run?\n",
    )
