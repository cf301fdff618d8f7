"""A job that a worker has: taken for a moment that moves on while the worker lives, and given back or ended.

Every write says which attempt it is of, so that a worker which was gone for too long changes nothing any more.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import case, update
from sqlalchemy.exc import SQLAlchemyError

from campaign.audit.actors import Actor
from campaign.extensions import db, transaction
from campaign.jobs import queries
from campaign.jobs.kinds import JobKind, JobState
from campaign.jobs.models import Job
from campaign.lib import clock
from campaign.lib.side_threads import SideThread

LEASE = timedelta(seconds=40)
RENEWED: float = 10  # seconds
MOST_ATTEMPTS = 5  # what has ended the worker as often isn't begun again


class LostLease(Exception):
    """Another worker has the job now."""


@dataclass(frozen=True)
class Taken:
    """A job in a worker's hands: what is asked, for whom, and which attempt this is."""

    id: str
    kind: JobKind
    campaign: str | None
    actor: Actor
    arguments: dict[str, Any]
    attempt: int

    @property
    def row(self) -> Any:
        """Where a write of this attempt goes."""
        mine = Job.id == self.id, Job.state == JobState.RUNNING, Job.attempts == self.attempt
        return update(Job).where(*mine).execution_options(synchronize_session=False)


def take() -> Taken | None:
    """The job that has waited longest, or that a worker left behind; None where another worker was faster."""
    with transaction() as session:
        key = queries.due()
        if key is None:
            return None
        taken = update(Job).where(Job.id == key, queries.takeable())
        now = clock.now()
        values = {
            "state": JobState.RUNNING, "same": None, "attempts": Job.attempts + 1, "leased_until": now + LEASE,
            "begun_at": case((Job.begun_at.is_(None), now), else_=Job.begun_at), "made": 0, "total": None,
        }  # fmt: skip
        row = session.execute(
            taken.values(**values).returning(
                Job.kind, Job.campaign, Job.actor, Job.who, Job.arguments, Job.attempts
            )
        ).one_or_none()
        if row is None:
            return None
        return Taken(key, row.kind, row.campaign, Actor(row.actor, row.who), row.arguments, row.attempts)


def give_back(taken: Taken) -> None:
    """It waits again, and isn't counted as tried: the worker was told to end."""
    with transaction() as session:
        again = {"state": JobState.WAITING, "attempts": Job.attempts - 1, "leased_until": None}
        session.execute(taken.row.values(**again))


def end(taken: Taken, state: JobState, **values: Any) -> None:
    """It is over. Raises LostLease."""
    with transaction() as session:
        over = taken.row.values(state=state, ended_at=clock.now(), leased_until=None, **values)
        if session.scalar(over.returning(Job.id)) is None:
            raise LostLease


@contextmanager
def renewing(taken: Taken) -> Iterator[None]:
    """Move the lease on until the end of the block, in a thread of its own."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
    ended = threading.Event()
    thread = SideThread(_renew, app, taken, ended)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renew(app: Flask, taken: Taken, ended: threading.Event) -> None:
    wait = RENEWED
    while not ended.wait(wait):
        with app.app_context():
            try:
                with transaction() as session:
                    session.execute(taken.row.values(leased_until=clock.now() + LEASE))
                wait = RENEWED
            except SQLAlchemyError:
                wait = min(1, RENEWED)
            finally:
                db.session.remove()
