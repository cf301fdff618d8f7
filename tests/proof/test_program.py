"""The processes of a program that runs are told apart: which is the web server, which the worker, which serve."""

import random
import time
from pathlib import Path

import pytest

from tests.proof import program as programs
from tests.proof.databases import SQLite
from tests.proof.program import Program
from tests.proof.world import World

BEGUN = {1: 0, 20: 5, 21: 9, 30: 7, 31: 8, 40: 10}  # ticks
BELOW = {1: [21, 20], 20: [30, 31], 30: [40]}


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Program:
    """A program of six processes: a web server with two that serve, a desk below one of them, a worker."""
    monkeypatch.setattr(programs, "children", lambda process: iter(BELOW.get(process, [])))
    monkeypatch.setattr(programs, "_begun", lambda process: (BEGUN[process], process))

    class Begun(Program):
        process = type("Main", (), {"pid": 1})()

        def __init__(self) -> None:
            """Nothing is begun."""

    return Begun()


def test_each_is_what_it_is(running: Program) -> None:
    assert running.parts() == {"program": [1], "worker": [21], "web server": [20], "web": [30, 31]}


def test_while_one_of_them_is_gone_nothing_is_taken_for_another(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BELOW, 1, [21])
    assert running.parts() == {"program": [1], "worker": [], "web server": [], "web": []}
    assert not running.kill("worker", random.Random(1))


@pytest.mark.full
@pytest.mark.timeout(600)
def test_a_real_one_is_of_these_parts() -> None:
    with World(SQLite(), 1) as world:
        world.until(lambda: len(world.program.parts()["web"]) == 2, "two processes serve")
        parts = world.program.parts()
        assert {name: len(each) for name, each in parts.items()} == {
            "program": 1, "worker": 1, "web server": 1, "web": 2,
        }  # fmt: skip
        assert all(_listens(each) for each in parts["web"])
        assert not _listens(parts["worker"][0])
        for name in ("web", "worker"):
            assert world.program.kill(name, random.Random(1))
            world.recovered(time.monotonic())


def _listens(process: int) -> bool:
    """Whether it holds a socket that takes connections."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    listening = {line.split()[9] for line in lines if line.split()[3] == "0A"}
    open_files = [file.readlink() for file in Path(f"/proc/{process}/fd").iterdir()]
    return any(f"socket:[{inode}]" in map(str, open_files) for inode in listening)
