"""Messages that a worker is handing over: put off by a moment, and again while it lives.

So nobody else sends them meanwhile, and somebody does within a minute of its being killed.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.side_threads import SideThread
from campaign.mail.models import Message, MessageState
from campaign.mail.transports import Transport

LEASE = timedelta(seconds=40)
RENEWED: float = 10  # seconds
MARGIN = timedelta(seconds=10)  # before its end a lease begins nothing new, and what is on its way is cut off


class Lease:
    """The right to send some messages, until a moment that moves on while the database takes it down."""

    def __init__(self, keys: Sequence[int], until: datetime) -> None:
        self.keys = keys
        self.until = until

    def is_good(self) -> bool:
        """Whether there is time left; not so after the machine slept, or while the database is away."""
        return clock.now() < self.until - MARGIN

    def renew(self) -> None:
        """Put them off again. Raises SQLAlchemyError."""
        until = clock.now() + LEASE
        with transaction() as session:
            ours = update(Message).where(Message.id.in_(self.keys), Message.state == MessageState.WAITING)
            session.execute(ours.values(due_at=until).execution_options(synchronize_session=False))
        self.until = until


@contextmanager
def renewing(lease: Lease, transport: Transport) -> Iterator[None]:
    """Renew it until the end of the block; where the database is away for too long, cut the line off."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    ended = threading.Event()
    threads = [
        SideThread(_renew, app, lease, ended),
        # Apart from the other, which may wait for the database itself.
        SideThread(_watch, lease, transport, ended),
    ]
    begun = []
    try:
        for each in threads:
            each.start()
            begun.append(each)
        yield
    finally:
        ended.set()
        for each in begun:
            each.join()


def _renew(app: Flask, lease: Lease, ended: threading.Event) -> None:
    wait = RENEWED
    while not ended.wait(wait):
        with app.app_context():
            try:
                lease.renew()
                wait = RENEWED
            except SQLAlchemyError:
                wait = min(1, RENEWED)
            finally:
                db.session.remove()


def _watch(lease: Lease, transport: Transport, ended: threading.Event) -> None:
    while not ended.wait(min(1, RENEWED)):
        if not lease.is_good():
            transport.cut()
