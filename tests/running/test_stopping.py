"""Ctrl-C at a terminal, and the main process killed: nothing goes on unseen."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.running.test_the_whole import Program, program

__all__ = ["program"]
PATIENCE = 60  # seconds; the program itself gives its parts twenty


def children(of: int) -> list[int]:
    """Every process below this one."""
    found = []
    for child in Path(f"/proc/{of}/task/{of}/children").read_text().split():
        found += [int(child), *children(int(child))]
    return found


def gone(processes: list[int], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if not any(alive(one) for one in processes):
            return True
        time.sleep(0.05)
    return False


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", ["ctrl-c", "kill"])
def test_no_part_outlives_the_program(program: Program, how: str) -> None:
    parts = children(program.running.pid)
    assert len(parts) >= 3
    if how == "ctrl-c":
        os.killpg(program.running.pid, signal.SIGINT)
        assert program.running.wait(timeout=PATIENCE) == 0
    else:
        program.running.kill()
        assert program.running.wait(timeout=PATIENCE) == -signal.SIGKILL
    assert gone(parts, PATIENCE)
