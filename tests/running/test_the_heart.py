"""The worker's heart has a thread of its own: a long chore is no dead worker, one that hangs for good is."""

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from campaign import create_app
from campaign.checks.machine import machine
from campaign.extensions import db
from campaign.lib import clock
from campaign.running import health, worker
from campaign.running.chore import Chore
from campaign.running.heart import Heart, beat
from campaign.running.models import Heartbeat
from campaign.running.room import ROOM
from campaign.running.worker import work
from tests.cast import in_force
from tests.checks.test_check import PUBLIC
from tests.patience import PATIENCE
from tests.running.test_worker import until
from tests.tables import rows

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@contextmanager
def at_work(app: Flask, patch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A worker whose one chore lasts until the event is set, or the block ends."""
    through, stopping = threading.Event(), threading.Event()
    patch.setattr(worker, "BEAT", 0.05)
    patch.setattr(worker, "chores", lambda: [Chore("write tables anew", 60, through.wait)])
    thread = threading.Thread(target=work, args=(app, stopping), daemon=True)
    thread.start()
    try:
        yield through
    finally:
        stopping.set()
        through.set()
        thread.join(timeout=PATIENCE)


def beats() -> list[tuple[Any, ...]]:
    """When the worker said that it lives, and what it was at."""
    return [(row["at"], row["chore"], row["since"]) for row in rows(Heartbeat)]


def said(app: Flask, **settings: object) -> str:
    """What `campaign check` says of the worker."""
    db.session.remove()
    with in_force(app, **settings):
        (found,) = [each for each in machine() if each.sentence.startswith("Worker")]
    return f"{found.standing} {found.sentence}"


def test_it_beats_on_while_a_chore_takes_long(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_work(app, monkeypatch) as through:
        until(lambda: [chore for _, chore, _ in beats()] == ["write tables anew"])
        (first,) = beats()
        until(lambda: beats()[0][0] > first[0])
        (again,) = beats()
        assert again[1:] == first[1:]
        assert health.health()["worker"] == "ok"
        through.set()
        until(lambda: [chore for _, chore, _ in beats()] == [None])


def test_it_stops_once_a_chore_hangs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    heart = Heart()
    with heart.at("write tables anew"):
        heart.beat_once()
        (lived,) = beats()
        monkeypatch.setattr("campaign.running.heart.STUCK", 0)
        heart.beat_once()
        assert beats() == [lived]
    heart.beat_once()
    assert [chore for _, chore, _ in beats()] == [None]


def test_it_ends_with_the_main_loop(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_work(app, monkeypatch):
        until(lambda: len(beats()) == 1)
    until(is_still)  # one may have been on its way


def is_still() -> bool:
    """Whether no beat comes for several times as long as between two."""
    last = beats()
    time.sleep(0.3)
    return beats() == last


def test_check_says_what_it_is_at_and_what_it_hung_at(app: Flask) -> None:
    with time_machine.travel("2026-10-02 02:00:00Z", tick=False):
        beat(chore="write tables anew", since=clock.now())
        assert said(app) == "good  Worker: it is alive."
    with time_machine.travel("2026-10-02 02:05:00Z", tick=False):
        beat(chore="write tables anew", since=clock.now() - timedelta(minutes=5))
        assert said(app) == (
            "note  Worker: it is alive, and has been at “write tables anew” since 2026-10-02 02:00 UTC; the rest "
            "is waiting."
        )
    with time_machine.travel("2026-10-02 02:35:00Z", tick=False):
        assert said(app, **PUBLIC) == (
            "WRONG Worker: it has not been seen since 2026-10-02 02:05 UTC; nothing is being mailed or counted. "
            "It had been at “write tables anew” since 2026-10-02 02:00 UTC."
        )


def test_health_says_within_ten_seconds_that_nothing_is_written(app: Flask) -> None:
    def told() -> tuple[object, object, object]:
        db.session.remove()
        said = health.health()
        return said["status"], said["writes"], said["worker"]

    begun = clock.now()
    with time_machine.travel(begun, tick=False) as now:
        assert told() == ("down", "stopped", "silent")
        beat()
        assert told() == ("ok", "ok", "ok")
        now.move_to(begun + timedelta(seconds=8))
        assert told() == ("ok", "ok", "ok")
        now.move_to(begun + timedelta(seconds=9.5))
        assert told() == ("down", "stopped", "ok")
        now.move_to(begun + timedelta(seconds=31))
        assert told() == ("down", "stopped", "silent")


@SQLITE
def test_no_beat_while_the_disk_takes_nothing(app: Flask) -> None:
    Heart().beat_once()
    lived = beats()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM - 1, hard))  # a beat alone would still be written
    try:
        with pytest.raises(OSError):
            Heart().beat_once()
        assert beats() == lived
        beat()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert beats() != lived
    assert not [
        file for file in Path(app.config["SETTINGS"].instance).iterdir() if file.name.startswith("tmp")
    ]


@SQLITE
def test_no_beat_while_somebody_holds_the_lock(app: Flask) -> None:
    Heart().beat_once()
    lived = beats()
    impatient = create_app(app.config["SETTINGS"], serving=True)
    with db.engine.connect().execution_options(immediate=True) as holder:
        holder.execute(text("SELECT 1"))
        with impatient.app_context(), pytest.raises(OperationalError):
            Heart().beat_once()
        with impatient.app_context():
            db.session.remove()
            db.engine.dispose()
    assert beats() == lived
