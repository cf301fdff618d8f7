"""The worker's side: one job after the other, each telling how far it is, and ending early when it is asked to."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy.exc import SQLAlchemyError

from campaign.audit.actors import acting
from campaign.extensions import transaction
from campaign.jobs import queries
from campaign.jobs.facts import packed
from campaign.jobs.kinds import JobKind, JobState
from campaign.jobs.leases import MOST_ATTEMPTS, LostLease, Taken, end, give_back, renewing, take
from campaign.jobs.models import Job
from campaign.lib.logs import log
from campaign.lib.refusal import Refusal

TOLD_EVERY: float = 1  # seconds: each telling is a write


class StopAsked(Exception):
    """Whoever asked for the work doesn't want it any more."""


class WorkerEnds(Exception):
    """The worker is told to end; another goes on."""


class Telling:
    """What a job tells how far it is: called with how many more are done. It is the job's `progress`.

    Between two batches it ends the job by an exception when it was stopped, or isn't this worker's any more.
    """

    def __init__(self, taken: Taken, ends: Callable[[], bool]) -> None:
        self._taken, self._ends = taken, ends
        self._made, self._told = 0, 0.0
        self._total: int | None = None

    def of(self, total: int) -> None:
        """How much it is altogether, where that can be known; written down with what is told next."""
        self._total, self._told = total, 0.0

    def __call__(self, more: int) -> None:
        """Raises StopAsked, WorkerEnds, LostLease; SQLAlchemyError. Not inside a transaction."""
        self._made += more
        if self._ends():
            raise WorkerEnds
        if time.monotonic() - self._told >= TOLD_EVERY:
            self._tell()
            self._told = time.monotonic()

    def _tell(self) -> None:
        with transaction() as session:
            far = self._taken.row.values(made=self._made, total=self._total).returning(Job.stop_asked)
            stop_asked = session.scalar(far)
        if stop_asked is None:
            raise LostLease
        if stop_asked:
            raise StopAsked

    @property
    def made(self) -> int:
        """How many are done."""
        return self._made


# Does the work, and returns what is to be kept of it: numbers, names of files, nothing personal. It may be begun again.
Work: TypeAlias = Callable[[Taken, Telling], Mapping[str, Any]]


def run_next(*, kinds: Mapping[JobKind, Work], ends: Callable[[], bool] = lambda: False) -> bool:
    """Do what has waited longest, or was left behind, for whoever asked; whether there was anything.

    Raises SQLAlchemyError while the database is away: the job is begun again once its lease is over. What else a job
    raises ends it as failed, and is raised for the journal.
    """
    if queries.due() is None:
        return False  # a look that takes no writer's turn
    taken = take()
    if taken is None:
        return False
    if taken.attempt > MOST_ATTEMPTS:
        _fail(taken, Refusal("jobs/given-up", attempts=MOST_ATTEMPTS))
        return True
    try:
        with renewing(taken), acting(taken.actor):
            _run(taken, kinds[taken.kind], ends)
    except LostLease:
        log.warning("job taken over", chore=taken.kind)
    return True


def _run(taken: Taken, work: Work, ends: Callable[[], bool]) -> None:
    tell = Telling(taken, ends)
    try:
        tell(0)
        result = work(taken, tell)
    except StopAsked:
        end(taken, JobState.STOPPED, made=tell.made)
    except WorkerEnds:
        give_back(taken)
    except Refusal as refusal:
        _fail(taken, refusal)
    except (LostLease, SQLAlchemyError):
        raise
    except Exception as problem:
        _fail(taken, Refusal("jobs/fault", problem=type(problem).__name__))
        raise  # for the worker's journal
    else:
        end(taken, JobState.FINISHED, made=tell.made, result=dict(result))


def _fail(taken: Taken, refusal: Refusal) -> None:
    facts = {name: packed(value) for name, value in refusal.facts.items()}
    end(taken, JobState.FAILED, refusal=refusal.reason, facts=facts)
