"""Work is asked for, stopped, and forgotten once it is long over."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, who_acts
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.jobs import queries
from campaign.jobs.kinds import ENDED, JobKind, JobState, checked
from campaign.jobs.models import Job
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import new_id

KEPT_FOR = timedelta(days=14)
MOST_AT_ONCE = 20  # of one person
BATCH = 1_000


def enqueue(*, kind: JobKind, campaign: str | None = None, **arguments: Any) -> str:
    """Have the worker do it for whoever acts now; the id of the job. Joins the caller's transaction.

    What the same person asked already is asked once, as long as it waits. Raises Refusal for too much at once, and
    NobodyActs.
    """
    actor, said = who_acts(), checked(kind, arguments)
    same = _same(kind, campaign, actor, said)
    with transaction() as session:
        while True:
            if waiting := session.scalar(select(Job.id).where(Job.same == same)):
                return waiting
            if queries.unended_of(actor.who) >= MOST_AT_ONCE:
                raise Refusal("jobs/too-many", most=MOST_AT_ONCE)
            values = {
                "id": new_id(16), "kind": kind, "campaign": campaign, "actor": actor.kind,
                "who": actor.who, "arguments": said, "same": same, "state": JobState.WAITING, "made": 0,
                "asked_at": clock.now(), "attempts": 0, "stop_asked": False, "result": {}, "facts": {},
            }  # fmt: skip
            # Of two at once the constraint lets one through; the other looks again, unless that one was begun since.
            statement = insert(Job).values(**values).on_conflict_do_nothing().returning(Job.id)
            if made := session.scalar(statement):
                return made


def ask_stop(*, job: str) -> bool:
    """Let it end as soon as it can, or never begin; safe to repeat. False for one that is over, or isn't there."""
    with transaction() as session:
        waiting = update(Job).where(Job.id == job, Job.state == JobState.WAITING)
        waiting = waiting.values(state=JobState.STOPPED, same=None, ended_at=clock.now())
        running = update(Job).where(Job.id == job, Job.state == JobState.RUNNING)
        for stopping in (waiting, running.values(stop_asked=True)):
            row = session.execute(stopping.returning(Job.campaign, Job.kind)).one_or_none()
            if row is not None:
                audit.note(Act.JOB_STOP, campaign=row.campaign, kind=row.kind.value)
                return True
        return False


def stop_restored() -> int:
    """Begin nothing of what a backup says was asked for; returns how much that was. It may be done since."""
    with transaction() as session:
        unended = update(Job).where(Job.state.not_in(ENDED))
        ended = {"state": JobState.STOPPED, "same": None, "ended_at": clock.now(), "leased_until": None}
        return len(session.scalars(unended.values(**ended).returning(Job.id)).all())


def forget_asker(*, who: str) -> None:
    """Name nobody in what she asked for; what of it hasn't ended is begun no more."""
    with transaction() as session:
        hers = Job.actor == ActorKind.ORGANISER, Job.who == who
        stopped = {"state": JobState.STOPPED, "same": None, "ended_at": clock.now(), "leased_until": None}
        session.execute(update(Job).where(*hers, Job.state.not_in(ENDED)).values(**stopped))
        session.execute(update(Job).where(*hers).values(who=""))


def tidy(*, now: datetime) -> int:
    """Delete a batch of what ended a fortnight before `now`, a trusted time; returns how many."""
    over = Job.state.in_(ENDED), Job.ended_at < now - KEPT_FOR
    keys = db.session.scalars(select(Job.id).where(*over).limit(BATCH)).all()
    if keys:
        with transaction() as session:
            session.execute(delete(Job).where(Job.id.in_(keys)))
    return len(keys)


def _same(kind: JobKind, campaign: str | None, actor: Actor, arguments: dict[str, Any]) -> str:
    said = [kind, campaign, actor.kind, actor.who, arguments]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
