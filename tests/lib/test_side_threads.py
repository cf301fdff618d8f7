"""A thread that dies before it has begun, as where no memory is left, keeps nobody waiting without end."""

import ast
import threading
import time
from pathlib import Path

import pytest

from campaign.lib import side_threads
from campaign.lib.side_threads import Later, SideThread
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
# How Python makes one: before 3.13, and since.
MAKERS = [name for name in ("_start_new_thread", "_start_joinable_thread") if hasattr(threading, name)]


def test_it_works_beside_and_ends_with_its_process() -> None:
    done: list[tuple[int, str]] = []
    thread = SideThread(
        lambda number: done.append((number, threading.current_thread().name)), 7, name="beside"
    )
    assert thread.daemon
    thread.start()
    thread.join(PATIENCE)
    assert done == [(7, "beside")]
    assert not thread.is_alive()


def test_one_that_never_begins_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for maker in MAKERS:
        monkeypatch.setattr(threading, maker, lambda *_, **__: None)
    monkeypatch.setattr(side_threads, "BEGINS_WITHIN", 0.2)
    with pytest.raises(RuntimeError, match="a thread could not begin"):
        SideThread(lambda: None).start()


def test_what_is_later_waits_and_can_be_called_off() -> None:
    done: list[str] = []
    begun = time.monotonic()
    kept, off = Later(0.3, done.append, "kept"), Later(PATIENCE, done.append, "off")
    for each in (kept, off):
        each.start()
    off.cancel()
    off.join(PATIENCE)
    kept.join(PATIENCE)
    assert done == ["kept"]
    assert time.monotonic() - begun >= 0.3


def test_no_other_threads_are_begun() -> None:
    made = set()
    for file in (ROOT / "campaign").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {
                "Thread",
                "Timer",
            }:
                made.add(str(file.relative_to(ROOT)))
    assert made == set()
