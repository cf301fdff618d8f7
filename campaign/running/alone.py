"""That `campaign run` runs once on an instance: a lock that its process holds, and a note that says which one it is."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from campaign.current import settings
from campaign.lib import clock, durable
from campaign.lib.refusal import Refusal

LOCK, NOTE = ".running.lock", ".running.json"
PATIENCE = 30  # seconds that the parts of a killed program may take to end, some more than its own grace


@contextmanager
def alone() -> Iterator[bool]:
    """Run on this instance, and nobody else meanwhile; whether the last one was killed, and parts of it may still end.

    Raises Refusal that names the program which runs already.

    The lock goes with whoever holds it, however that ends. The worker of a program that was killed holds it until it
    has ended itself; that is waited for.
    """
    folder = settings().instance
    with ExitStack() as held:
        _hold(held, folder)
        was_killed = (folder / NOTE).exists()
        durable.replace(folder / NOTE, _note())
        held.callback((folder / NOTE).unlink, missing_ok=True)
        yield was_killed


def _hold(held: ExitStack, folder: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        with suppress(BlockingIOError):
            held.enter_context(durable.locked(folder / LOCK, wait=False))
            return
        runs, is_over = _running(folder / NOTE), time.monotonic() > ends
        if runs and (is_over or _is_alive(runs.pid)):
            raise Refusal(
                "running/runs-already", instance=folder, pid=runs.pid, address=runs.address, since=runs.since
            )
        if is_over:
            raise Refusal("running/runs-unnamed", instance=folder)
        time.sleep(0.2)


def _note() -> bytes:
    runs = {"pid": os.getpid(), "address": settings().base_url, "since": clock.now().isoformat()}
    return json.dumps(runs).encode()


@dataclass(frozen=True)
class Running:
    """The program that holds the lock: its process, where it answers, and since when it runs (UTC)."""

    pid: int
    address: str
    since: datetime


def _running(note: Path) -> Running | None:
    """None while nobody has said so yet, or where that can't be read."""
    try:
        runs = json.loads(note.read_bytes())
        return Running(int(runs["pid"]), str(runs["address"]), datetime.fromisoformat(runs["since"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_alive(pid: int) -> bool:
    """Where nobody can tell, it is; a process that another user started is too."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
