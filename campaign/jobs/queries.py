"""How far background work is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from campaign.extensions import db
from campaign.jobs.facts import unpacked
from campaign.jobs.kinds import JobKind, JobState
from campaign.jobs.models import Job
from campaign.lib import clock
from campaign.lib.refusal import Refusal, again

AT_A_LOOK = 50


def job(key: str) -> Job | None:
    """One, as the database has it now."""
    return db.session.get(Job, key, populate_existing=True)


def newest(*, campaign: str, kind: JobKind, limit: int = AT_A_LOOK) -> Sequence[Job]:
    """A campaign's work of one kind, what was asked last first."""
    query = select(Job).where(Job.campaign == campaign, Job.kind == kind)
    return db.session.scalars(query.order_by(Job.asked_at.desc(), Job.id).limit(limit)).all()


def refusal(job: Job) -> Refusal | None:
    """Why it failed, to be said like any other refusal; None for one that didn't."""
    if job.refusal is None:
        return None
    return again(Refusal, job.refusal, {name: unpacked(fact) for name, fact in job.facts.items()})


def unended_of(who: str) -> int:
    """How much somebody has asked for that hasn't ended."""
    query = select(func.count()).select_from(Job)
    unended = Job.state.in_((JobState.WAITING, JobState.RUNNING))
    return db.session.scalar(query.where(unended, Job.who == who)) or 0


def due() -> str | None:
    """The id of what has waited longest, or was left behind by a worker that is gone."""
    query = select(Job.id).where(takeable()).order_by(Job.asked_at, Job.id)
    return db.session.scalar(query.limit(1))


def takeable() -> Any:
    """What holds of work that a worker may take up now."""
    left = (Job.state == JobState.RUNNING) & (Job.leased_until < clock.now())
    return or_(Job.state == JobState.WAITING, left)
