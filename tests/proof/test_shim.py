"""What comes between a process and its C library does what it is told, and nothing to who isn't below its folder."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.shim import KILL_AFTER, KILL_BEFORE, Control

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="there is no C compiler"
)

# Writes two files below a folder and one elsewhere, as durably as the program does.
WRITER = """
import ctypes, os, sys, time
folder, elsewhere, nth, way = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if nth >= 0:
    ctypes.CDLL(None).proof_arm(folder.encode(), nth, way, 1 if nth == 0 else -1)
for path in (folder + "/one", elsewhere + "/two", folder + "/three"):
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.write(descriptor, b"text")
        os.fsync(descriptor)
        os.close(descriptor)
        os.rename(path, path + "-whole")
    except OSError as problem:
        print(os.path.basename(path), problem.errno)
print(int(time.time()))
"""
CALLS = ["open64+", "write", "fsync", "rename"] * 2


@pytest.fixture
def control(tmp_path: Path) -> Control:
    for name in ("inside", "outside"):
        (tmp_path / name).mkdir()
    return Control(tmp_path, tmp_path / "inside")


def written(control: Control, nth: int = -1, way: int = 0) -> tuple[int, list[str], list[str]]:
    """How the writer ended, what it said, and which files are there."""
    folder = control.file.parent
    command = [sys.executable, "-c", WRITER, folder / "inside", folder / "outside", str(nth), str(way)]
    environment = {**os.environ, **control.environment}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    there = sorted(file.name for name in ("inside", "outside") for file in (folder / name).iterdir())
    return ended.returncode, ended.stdout.split("\n")[:-1], there


def test_it_names_each_call_below_its_folder_and_changes_none(control: Control) -> None:
    code, said, there = written(control, 0)
    assert (code, said[:-1]) == (0, CALLS)
    assert there == ["one-whole", "three-whole", "two-whole"]


@pytest.mark.parametrize(
    ("nth", "way", "there"),
    [
        (4, KILL_BEFORE, ["one"]), (4, KILL_AFTER, ["one-whole"]), (5, KILL_BEFORE, ["one-whole", "two-whole"]),
        (5, KILL_AFTER, ["one-whole", "three", "two-whole"]),
    ],
)  # fmt: skip
def test_it_kills_before_and_after_a_call(control: Control, nth: int, way: int, there: list[str]) -> None:
    assert written(control, nth, way) == (-signal.SIGKILL, [], there)


@pytest.mark.parametrize(("nth", "there"), [(1, []), (3, ["one"]), (4, ["one"])])
def test_one_call_fails_and_the_next_one_does_not(control: Control, nth: int, there: list[str]) -> None:
    code, said, files = written(control, nth, 5)
    assert (code, said[:-1], files) == (0, ["one 5"], [*there, "three-whole", "two-whole"])


def test_a_disk_that_takes_nothing_is_there_again(control: Control) -> None:
    control.fail_writes(28)
    code, said, there = written(control)
    assert (code, said[:-1], there) == (0, ["one 28", "three 28"], ["two-whole"])
    control.fail_writes(0)
    assert written(control)[2] == ["one-whole", "three-whole", "two-whole"]


def test_the_clock_is_moved(control: Control) -> None:
    (_, here, _), year = written(control), 31_557_600
    control.move_clock(ahead=-year)
    (_, there, _) = written(control)
    assert 0 <= int(there[-1]) + year - int(here[-1]) < 60
