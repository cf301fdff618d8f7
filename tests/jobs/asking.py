"""Background work that tests ask for, and how it stands."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from campaign.audit.actors import Actor, ActorKind
from campaign.jobs import actions as jobs
from campaign.jobs.kinds import JobKind
from campaign.jobs.leases import Taken
from campaign.jobs.models import Job
from campaign.jobs.runner import Telling, Work
from tests.cast import SLUG
from tests.tables import rows

AMAL = Actor(ActorKind.ORGANISER, "Amal")
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def ask(**arguments: Any) -> str:
    return jobs.enqueue(kind=JobKind.EXPORT, campaign=SLUG, **arguments)


def done_by(work: Callable[[Taken, Telling], Mapping[str, Any]]) -> Mapping[JobKind, Work]:
    return {JobKind.EXPORT: work}


def at(job: str) -> dict[str, Any]:
    (row,) = [row for row in rows(Job) if row["id"] == job]
    return row


def nothing(_job: Taken, _tell: Telling) -> Mapping[str, Any]:
    return {}
