"""How the program stands: what a look from outside may know, and what whoever watches it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from campaign.counts import limiter
from campaign.current import settings
from campaign.extensions import db
from campaign.lib import clock
from campaign.mail import queries as mail_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.running.models import STOPPED, Heartbeat
from campaign.signing import queries as signing_queries
from campaign.tally import queries as tally_queries

SILENT = timedelta(seconds=30)
UNWRITTEN = timedelta(seconds=9)  # without one of the worker's beats, which are writes
LOOKED = timedelta(minutes=3)  # without a worker nobody looks
LONG = timedelta(minutes=1)  # for one chore, while which the others wait


@dataclass(frozen=True)
class Queue:
    """How much waits for the worker, and for how many seconds the longest of it has been due."""

    waiting: int
    seconds: float


def heartbeat() -> datetime | None:
    """When the worker last said that it lives. Raises SQLAlchemyError."""
    return _last("worker")


def doing() -> tuple[str, datetime] | None:
    """The chore that the worker was at when it last said that it lives, and since when. Raises SQLAlchemyError."""
    query = db.select(Heartbeat.chore, Heartbeat.since).where(Heartbeat.name == "worker")
    row = db.session.execute(query).one_or_none()
    return (row.chore, row.since) if row and row.chore else None


def log_stands_still() -> bool:
    """Whether the worker said at its last look, once a minute, that a log can't go on. Raises SQLAlchemyError."""
    said = _last(STOPPED)
    return said is not None and said > clock.now() - LOOKED


def _last(name: str) -> datetime | None:
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))


def is_silent(at: datetime | None, *, within: timedelta = SILENT) -> bool:
    """Whether that is too long ago."""
    return at is None or at < clock.now() - within


def queues() -> dict[str, Queue]:
    """By name: submissions to write to, mails to send, entries to number. None of it says whose they are."""
    entries, since = tally_queries.all_waiting()
    patience = timedelta(seconds=settings().counts_within)
    return {
        "submissions": Queue(*_due(*signing_queries.mail_due())),
        "mails": Queue(*_due(*mail_queries.waiting())),
        "entries": Queue(*_due(entries, since + patience if since else None)),
    }


def health() -> dict[str, object]:
    """Words, and the longest wait in whole minutes: nothing that shows when somebody signed.

    `status` is `ok`; `slow` while something has waited for ten minutes longer than it should, or a log stands still,
    though signing goes on; `down` without database or worker, or when nothing was written for nine seconds: a
    lock, a full disk, one that can only be read. Nothing is tried here, since looking changes nothing.
    """
    try:
        at = heartbeat()
        seconds = max(each.seconds for each in queues().values())
        stopped = log_stands_still()
    except SQLAlchemyError:
        return {"status": "down", "database": "away"}
    slow = stopped or seconds > mail_queries.SLOW.total_seconds()
    unwritten = is_silent(at, within=UNWRITTEN)
    return {
        "status": "down" if unwritten else "slow" if slow else "ok",
        "database": "ok",
        "writes": "stopped" if unwritten else "ok",
        "worker": "silent" if is_silent(at) else "ok",
        "queue": "slow" if seconds > mail_queries.SLOW.total_seconds() else "ok",
        "log": "stopped" if stopped else "ok",
        "queue_minutes": int(seconds // 60),
    }


def limits_counted() -> bool:
    """Whether the storage of limits can be reached; while it can't, each process counts by itself."""
    return bool(limiter.storage.check())


def public_totals() -> dict[str, tuple[int, int]]:
    """By slug, of campaigns that were opened: total and size of the newest published checkpoint.

    Closed ones stay: people withdraw, letters are issued, and a total that ends looks like a fault.
    """
    totals = {}
    for campaign in releases_queries.in_state(*CONFIRMABLE, CampaignState.CLOSED):
        tally = tally_queries.public_tally(campaign.id)
        totals[campaign.slug] = (tally.total, tally.size)
    return totals


def _due(count: int, since: datetime | None) -> tuple[int, float]:
    return count, max(0.0, (clock.now() - since).total_seconds()) if since else 0.0
