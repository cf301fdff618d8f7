"""The worker's threads: a mail server that hangs holds nobody else up; health tells who lives."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from structlog.testing import capture_logs

from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.mail_targets import MailServer
from campaign.mail.models import Message
from campaign.running import worker
from campaign.running.heart import beat
from campaign.running.worker import work
from campaign.signing.models import Submission
from campaign.tally import queries as tally_queries
from tests import patience
from tests.cast import AMELIE, Site, change


@contextmanager
def working(app: Flask, **settings: object) -> Iterator[None]:
    """The worker beside us, with other settings."""
    change(app, sequence_seconds=0, **settings)
    stopping = threading.Event()
    thread = threading.Thread(target=work, args=(app, stopping), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(timeout=patience.PATIENCE)


def until(so: Callable[[], object]) -> None:
    """Wait for something that another thread does to the database."""

    def is_so() -> object:
        db.session.rollback()
        return so()

    patience.until(is_so)


def total(site: Site) -> int:
    return tally_queries.public_tally(site.campaign.id).total


@pytest.mark.long
def test_a_hanging_mail_server_holds_nobody_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.mail.transports.TIMEOUT", 5)
    link = site.client()
    link.sign(AMELIE)
    (letter,) = site.deliver()
    with socket.socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        with working(site.app, mail_url=MailServer("127.0.0.1", hanging.getsockname()[1])):
            link.sign(AMELIE, email="second@example.org")
            until(lambda: db.session.scalar(select(func.count()).select_from(Message)) == 2)
            link.press(letter.link, "confirmation")
            until(lambda: total(site) == 1)


def test_it_mails_numbers_and_beats_by_itself(site: Site) -> None:
    client = site.client()
    with working(site.app):
        client.sign(AMELIE)
        until(lambda: len(list(site.folder.glob("*.eml"))) == 1)
        until(lambda: client.get("/healthz").status_code == 200)
    assert client.get("/healthz").json["status"] == "ok"


def test_health_says_what_does_not_live(site: Site) -> None:
    client = site.client()
    silent = {
        "status": "down",
        "database": "ok",
        "writes": "stopped",
        "worker": "silent",
        "queue": "ok",
        "log": "ok",
        "queue_minutes": 0,
    }
    assert (client.get("/healthz").status_code, client.get("/healthz").json) == (503, silent)
    beat()
    living = silent | {"status": "ok", "writes": "ok", "worker": "ok"}
    assert (client.get("/healthz").status_code, client.get("/healthz").json) == (200, living)
    with time_machine.travel(clock.now() + timedelta(seconds=40)):
        assert client.get("/healthz").json == silent


def test_work_that_waits_too_long_is_slow_but_no_reason_to_send_visitors_elsewhere(site: Site) -> None:
    client = site.client()
    client.sign(AMELIE)
    with time_machine.travel(clock.now() + timedelta(minutes=12)):
        beat()
        assert (client.get("/healthz").status_code, client.get("/healthz").json) == (
            200,
            {
                "status": "slow",
                "database": "ok",
                "writes": "ok",
                "worker": "ok",
                "queue": "slow",
                "log": "ok",
                "queue_minutes": 12,
            },
        )
        site.deliver()
        assert client.get("/healthz").json["status"] == "ok"


def test_a_database_that_is_away_is_a_503_that_says_when_to_come_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client = site.client()
    token = client.token()
    db.session.remove()
    db.engine.dispose()
    monkeypatch.setattr(db.engine.pool, "_creator", _away(db.engine))
    answer = client.post("/en/clear-skies/submissions", {"token": token, **AMELIE.typed()})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "example.org" not in answer.text
    assert client.get("/healthz").json == {"status": "down", "database": "away"}
    monkeypatch.undo()
    assert client.sign(AMELIE).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 1


def _away(engine: object) -> object:
    def refuse(*_: object) -> object:
        raise engine.dialect.dbapi.OperationalError("away")  # type: ignore[attr-defined]

    return refuse


def test_a_chore_that_goes_on_failing_is_named_once_a_minute(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(problem: type[Exception]) -> bool:
        def work() -> None:
            raise problem

        return worker._done(app, "wipe", work)

    monkeypatch.setattr(worker, "_failing", {})
    with capture_logs() as lines:
        assert [failing(each) for each in (OSError, OSError, ValueError, ValueError)] == [False] * 4
        assert worker._done(app, "wipe", lambda: True)
        failing(ValueError)
        failing(ValueError)
        monkeypatch.setattr(worker, "AGAIN", 0)  # a minute later
        failing(ValueError)
    assert [(line["chore"], line["problem"], bool(line.get("where"))) for line in lines] == [
        ("wipe", "OSError", False), ("wipe", "ValueError", True), ("wipe", "ValueError", True),
        ("wipe", "ValueError", True),
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("thread", ["_deliver", "_offer", "_do_jobs", "_beat"])
def test_a_worker_whose_thread_has_ended_by_itself_ends(
    site: Site, monkeypatch: pytest.MonkeyPatch, thread: str
) -> None:
    monkeypatch.setattr(worker, thread, lambda *_: None)
    stopping = threading.Event()
    with capture_logs() as lines, pytest.raises(SystemExit) as ended:
        work(site.app, stopping)
    assert ended.value.code == 1
    assert stopping.is_set()  # the others, too
    names = {"_deliver": "deliver", "_offer": "offer checkpoints", "_do_jobs": "do jobs", "_beat": "beat"}
    said = [line["chore"] for line in lines if line["event"] == "thread of a chore ended"]
    assert said == [names[thread]]
    # In the program they end with their process; here their connections would outlive the site.
    patience.until(
        lambda: not {each.name for each in threading.enumerate()} & {*names.values(), "deliver letters"}
    )
