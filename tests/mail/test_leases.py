"""A worker that was killed while it handed mails over leaves them to the next within a minute; one that lives, none."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import create_engine, select, text

from campaign.extensions import db
from campaign.lib import clock
from campaign.mail import actions, leases
from campaign.mail.models import Message
from campaign.mail.transports import Refused
from tests.mail.test_delivery import queue
from tests.tables import rows


@dataclass
class Slow:
    """A server that takes its time over each mail, unless its line is cut."""

    seconds: float
    got: list[str] = field(default_factory=list)
    broken: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def send(self, message: EmailMessage) -> None:
        self.begun.set()
        if self.broken.wait(self.seconds):
            raise Refused("ConnectionResetError", final=False)
        self.got.append(str(message["To"]))

    def close(self) -> None:
        """Nothing is open."""

    def cut(self) -> None:
        self.broken.set()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease of two seconds, renewed each half second, and used until half a second before its end."""
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=2))
    monkeypatch.setattr(leases, "RENEWED", 0.3)
    monkeypatch.setattr(leases, "MARGIN", timedelta(seconds=0.5))


def in_app(app: Flask, work: Callable[[], object]) -> Callable[[], None]:
    """For a thread, as another process would have it: a session of its own."""

    def worked() -> None:
        with app.app_context():
            work()
            db.session.remove()

    return worked


@contextmanager
def held(app: Flask) -> Iterator[None]:
    """The lock of all writers, as another program would hold it."""
    engine = create_engine(app.config["SETTINGS"].database_url)
    with engine.connect().execution_options(immediate=True) as holder:
        holder.execute(text("SELECT 1"))
        yield
        holder.rollback()
    engine.dispose()


def states() -> list[str]:
    return [row["state"] for row in rows(Message)]


def test_what_a_killed_worker_was_at_is_due_within_a_minute(app: Flask) -> None:
    server = Slow(0)
    with time_machine.travel(clock.now(), tick=False) as now:
        queue(3)
        claimed, _ = actions._claim()  # and here it is killed
        assert len(claimed) == 3
        now.shift(39)
        assert actions.deliver(transport=server) == 0
        now.shift(2)
        assert actions.deliver(transport=server) == 3
    assert sorted(server.got) == [f"signer{number}@example.org" for number in range(3)]
    assert states() == ["sent"] * 3


def test_nobody_else_sends_what_a_slow_one_is_at_while_it_lives(app: Flask, hasty: None) -> None:
    queue(2)
    slow, other = Slow(4), Slow(0)
    first = threading.Thread(target=in_app(app, lambda: actions.deliver(transport=slow)))
    first.start()
    assert slow.begun.wait(60)
    while first.is_alive():
        actions.deliver(transport=other)
        db.session.remove()
        time.sleep(0.1)
    first.join()
    while actions.deliver(transport=other):
        pass
    assert (len(slow.got) + len(other.got), len(set(slow.got + other.got))) == (2, 2)
    assert len(slow.got) >= 1
    assert states() == ["sent"] * 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_cannot_renew_its_lease_cuts_the_line_off_in_time(app: Flask, hasty: None) -> None:
    queue()
    server = Slow(20)
    first = threading.Thread(target=in_app(app, lambda: actions.deliver(transport=server)))
    first.start()
    time.sleep(0.2)
    with held(app):
        assert server.broken.wait(10)
    first.join(timeout=20)
    db.session.rollback()
    message = db.session.scalars(select(Message)).one()
    assert (server.got, message.state, message.answer, message.attempts) == (
        [], "waiting", "ConnectionResetError", 1,
    )  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_left_is_written_down_once_the_lock_is_gone(
    app: Flask, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "APART", 0.1)
    queue()
    server = Slow(0.5)
    first = threading.Thread(target=in_app(app, lambda: actions.deliver(transport=server)))
    first.start()
    time.sleep(0.3)
    with held(app):
        time.sleep(11)  # a second longer than one try waits
    first.join(timeout=30)
    assert (server.got, states()) == (["signer0@example.org"], ["sent"])
