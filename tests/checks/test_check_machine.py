"""`campaign check` on the machine: who may read, what is left of the disk, limits, clocks."""

import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from campaign.checks import GOOD, NOTE, WRONG
from campaign.checks.machine import compared, machine
from campaign.lib import clock
from campaign.running.heart import beat
from tests.checks.test_check import PUBLIC, checked

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Usage = namedtuple("Usage", "total used free")


@ONE
def test_secrets_that_others_may_read(app: Flask, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("")
    for place in (tmp_path / ".env", tmp_path / "keys" / "forms.key", tmp_path / "keys"):
        place.chmod(0o755)
    said = (
        f"Permissions: others on this machine may reach {tmp_path / '.env'}, {tmp_path / 'keys'}, "
        f"{tmp_path / 'keys' / 'forms.key'}. chmod -R go-rwx {tmp_path}"
    )
    code, lines = checked(app)
    assert code == 0
    assert said in lines["note"]
    code, lines = checked(app, **PUBLIC)
    assert code == 1
    assert said in lines["WRONG"]


@ONE
@pytest.mark.parametrize(
    ("free", "standing", "said"),
    [
        (100 * 1024**2, WRONG, "Disk: only 0.1 GB are free; when it is full, nobody can sign."),
        (1024**3, NOTE, "Disk: 1.0 GB are free."),
        (30 * 1024**3, GOOD, "Disk: 30.0 GB are free."),
    ],
)
def test_what_is_left_of_the_disk(
    app: Flask, free: int, standing: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(free, 0, free))
    found = [each for each in machine() if each.sentence.startswith("Disk")]
    assert [(each.standing, each.sentence) for each in found] == [(standing, said)]


@ONE
def test_limits_that_nobody_counts_together(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "limits.sqlite3").unlink(missing_ok=True)
    (tmp_path / "limits.sqlite3").mkdir()
    code, lines = checked(app)
    assert (code, [line.split(";")[0] for line in lines["WRONG"]]) == (
        1,
        ["Limits: their storage can't be reached"],
    )


@ONE
def test_a_worker_that_fell_silent(app: Flask) -> None:
    beat()
    assert "Worker: it is alive." in checked(app)[1]["good"]
    at = f"{clock.now():%Y-%m-%d %H:%M}"
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        _, lines = checked(app, **PUBLIC)
    assert (
        f"Worker: it has not been seen since {at} UTC; nothing is being mailed or counted." in lines["WRONG"]
    )


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_clock_of_a_database_elsewhere(app: Flask) -> None:
    clocks = [each for each in machine() if each.sentence.startswith("Clock")]
    assert [(each.standing, each.sentence) for each in clocks] == [
        (GOOD, "Clock: this machine and the database agree.")
    ]


def test_clocks_that_are_apart() -> None:
    with time_machine.travel("2026-01-01 12:00:00Z", tick=False):
        found = compared(clock.now() - timedelta(seconds=90), "the database")
    assert (found.standing, found.sentence) == (
        WRONG,
        "Clock: this machine and the database are 90 seconds apart; forms and limits go by it. "
        "apt install systemd-timesyncd",
    )
