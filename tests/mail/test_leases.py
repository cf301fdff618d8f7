"""A worker that was killed while it handed mails over leaves them to the next within a minute; one that lives, none."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import create_engine, select, text

from campaign.extensions import db
from campaign.lib import clock
from campaign.mail import delivering, leases
from campaign.mail.models import Message
from campaign.mail.transports import Refused
from tests.mail.test_delivery import queue
from tests.patience import PATIENCE, until
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


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Until when a lease was good each time that who holds it had learned that it was taken down."""
    ends, renew = [], leases.Lease.renew

    def noted(lease: leases.Lease) -> None:
        renew(lease)
        ends.append(lease.until)

    monkeypatch.setattr(leases.Lease, "renew", noted)
    return ends


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes waits half a second for the lock, in an app that is made afterwards."""
    monkeypatch.setattr("campaign.writers.BUSY_SECONDS", 0.5)


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
        claimed, _ = delivering._claim()  # and here it is killed
        assert len(claimed) == 3
        now.shift(39)
        assert delivering.deliver(transport=server) == 0
        now.shift(2)
        assert delivering.deliver(transport=server) == 3
    assert sorted(server.got) == [f"signer{number}@example.org" for number in range(3)]
    assert states() == ["sent"] * 3


@dataclass
class Held(Slow):
    """One that takes its first mail once it is let go on."""

    let_go: threading.Event = field(default_factory=threading.Event)

    def send(self, message: EmailMessage) -> None:
        self.begun.set()
        assert self.let_go.wait(PATIENCE)
        super().send(message)


@pytest.mark.long
def test_nobody_else_sends_what_a_slow_one_is_at_while_it_lives(
    app: Flask, hasty: None, renewed: list[datetime]
) -> None:
    slow, other = Held(0), Slow(0)
    with time_machine.travel(clock.now(), tick=False) as now:
        queue(2)
        first = threading.Thread(target=in_app(app, lambda: delivering.deliver(transport=slow)))
        first.start()
        assert slow.begun.wait(PATIENCE)
        for _ in range(5):  # seconds, of which a lease lasts two
            until(lambda: renewed[-1] == clock.now() + leases.LEASE)
            now.shift(1)
            assert delivering.deliver(transport=other) == 0
            db.session.remove()
        slow.let_go.set()
        first.join(PATIENCE)
    assert (sorted(slow.got), other.got) == ([f"signer{number}@example.org" for number in range(2)], [])
    assert states() == ["sent"] * 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_cannot_renew_its_lease_cuts_the_line_off_in_time(app: Flask, hasty: None) -> None:
    queue()
    server = Slow(PATIENCE)
    first = threading.Thread(target=in_app(app, lambda: delivering.deliver(transport=server)))
    first.start()
    assert server.begun.wait(PATIENCE)
    with held(app):
        assert server.broken.wait(PATIENCE)
    first.join(timeout=PATIENCE)
    db.session.rollback()
    message = db.session.scalars(select(Message)).one()
    assert (server.got, message.state, message.answer, message.attempts) == (
        [], "waiting", "ConnectionResetError", 1,
    )  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_left_is_written_down_once_the_lock_is_gone(
    impatient: None, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue()
    server, tried = Held(0), threading.Event()

    def tries_again(_: float) -> None:
        tried.set()
        time.sleep(0.1)

    monkeypatch.setattr(delivering, "time", SimpleNamespace(sleep=tries_again, monotonic=time.monotonic))
    first = threading.Thread(target=in_app(app, lambda: delivering.deliver(transport=server)))
    first.start()
    assert server.begun.wait(PATIENCE)
    with held(app):
        server.let_go.set()
        assert tried.wait(PATIENCE)  # in vain: it waits for the next time
    first.join(timeout=PATIENCE)
    assert (server.got, states()) == (["signer0@example.org"], ["sent"])
