"""What commands share: a bar that a task draws by telling how far it is; what database and disk say, as a refusal."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import all_or_nothing, asked_passphrase, progress, refusals


def said(task: Callable[[], object], *, typed: str = "") -> tuple[int, str]:
    """Exit code and output of a command that does this and nothing else."""

    @click.command()
    def command() -> None:
        with refusals(), all_or_nothing():
            task()

    result = CliRunner().invoke(command, input=typed)
    return result.exit_code, result.output


def test_a_bar_is_drawn_once_a_task_says_that_it_began() -> None:
    def begun() -> None:
        with progress("Counting", length=3) as told:
            for more in (0, 1, 2):
                told(more)

    def refused_at_once() -> None:
        with progress("Counting", length=3):
            raise Refusal("lib/process-ended")

    assert said(begun) == (0, "Counting\n")
    assert said(refused_at_once) == (
        2,
        "This computer ended a part of the program, perhaps for lack of memory.\n",
    )


def test_a_passphrase_is_a_line_of_standard_input_where_no_terminal_is() -> None:
    assert said(lambda: click.echo(asked_passphrase()), typed="four or five words\n") == (
        0,
        "four or five words\n",
    )
    assert said(asked_passphrase) == (2, "No passphrase was given on standard input.\n")


def sqlite() -> None:
    sqlite3.connect(":memory:").execute("SELECT * FROM signers")


def through_sqlalchemy() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT * FROM signers"))


def postgresql() -> None:
    psycopg.connect("host=127.0.0.1 port=1")


@pytest.mark.parametrize(
    ("use", "says"),
    [
        (sqlite, "no such table: signers"),
        (through_sqlalchemy, "no such table: signers"),
        (postgresql, "OperationalError"),
    ],
)
def test_what_a_database_says(use: Callable[[], None], says: str) -> None:
    assert said(use) == (
        2,
        f"The database can't be used: {says}. Is it there, and is there room on the disk? Nothing was changed.\n",
    )


def test_what_a_damaged_file_says(tmp_path: Path) -> None:
    file = tmp_path / "campaign.sqlite3"
    file.write_bytes(b"no database " * 1000)

    def use() -> None:
        with create_engine(f"sqlite:///{file}").connect() as connection:
            connection.execute(text("SELECT * FROM signers"))

    assert said(use) == (
        2,
        "The database can't be used: file is not a database. Is it there, and is there room on the disk? Nothing "
        "was changed.\n",
    )


def test_what_a_disk_says(tmp_path: Path) -> None:
    file = tmp_path / "nowhere"
    assert said(file.read_bytes) == (2, f"{file}: No such file or directory. Nothing was changed.\n")


def test_any_other_fault_stays_one() -> None:
    assert said(lambda: {}["nothing"])[0] == 1
