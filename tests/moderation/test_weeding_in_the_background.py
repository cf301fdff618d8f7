"""Naming among very many signatures, by the worker: the same as at once, stopped, and gone on with."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from campaign.audit.models import AuditEntry
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobKind, JobState
from campaign.jobs.leases import LEASE, take
from campaign.jobs.models import Job
from campaign.jobs.runner import run_next
from campaign.moderation import actions as moderation
from campaign.moderation import background
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought, Stage
from campaign.running.schedule import job_kinds
from campaign.signing.models import Signature
from campaign.tally.removal import InvalidationReason
from tests.cast import Site
from tests.moderation.removals import BEGIN, HOUR, worked
from tests.refused import refused
from tests.tables import count, rows

FRAUD = InvalidationReason.FRAUD
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Batches of five, told of each time; in an hour that stands."""
    monkeypatch.setattr("campaign.moderation.actions.gathering.BATCH", 5)
    monkeypatch.setattr("campaign.jobs.runner.TOLD_EVERY", 0)
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        yield


def begun(site: Site) -> tuple[int, str]:
    """Those of one country, as the desk begins them: the number, and the job that names them."""
    last, sought = moderation_queries.newest_signature(site.campaign.id), Sought(country="VA")
    wanted = moderation_queries.count(site.campaign.id, sought, last=last)
    (number,) = background.begin_batch(
        campaign=site.campaign, parts=[(sought, wanted)], reason=FRAUD, last=last
    )
    return number, rows(Job)[-1]["id"]


def test_whom_a_rule_means_is_taken_out_and_nothing_that_came_later(holding: Site) -> None:
    number, job = begun(holding)
    assert run_next(kinds=job_kinds()) is True
    row = jobs_queries.job(job)
    assert row is not None
    assert (row.state, row.made, row.total, row.result) == (JobState.FINISHED, 12, 12, {"number": number})
    made = moderation_queries.invalidation(holding.campaign.id, number)
    assert made is not None
    assert (moderation_queries.stage(made), moderation_queries.gathered(number)) == (Stage.HELD, 12)
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert worked(holding) == 12
    assert count(Signature, state="invalidated", country="VA") == 12


def test_it_is_stopped_between_two_batches_and_goes_on(
    holding: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, job = begun(holding)
    gathers = moderation.gather

    def then_stopped(**given: int) -> int:
        named = gathers(**given)
        background.stop(campaign=holding.campaign, number=number)
        return named

    monkeypatch.setattr(moderation, "gather", then_stopped)
    assert run_next(kinds=job_kinds()) is True
    monkeypatch.undo()
    row = jobs_queries.job(job)
    assert row is not None
    assert (row.state, row.made, moderation_queries.gathered(number)) == (JobState.FINISHED, 5, 5)
    again = background.go_on(campaign=holding.campaign, number=number)
    assert run_next(kinds=job_kinds()) is True
    row = jobs_queries.job(again)
    assert row is not None
    assert (row.state, row.made, moderation_queries.gathered(number)) == (JobState.FINISHED, 12, 12)
    acts = [entry["act"] for entry in rows(AuditEntry)]
    assert acts[-3:] == ["invalidate", "invalidate-stop", "invalidate-go-on"]


def test_a_killed_worker_leaves_the_rest_to_the_next(holding: Site) -> None:
    number, job = begun(holding)
    assert take() is not None
    assert moderation.gather(campaign=holding.campaign.id, number=number) == 5  # and here it is killed
    with time_machine.travel(BEGIN + 3 * HOUR + LEASE + SECOND, tick=False):
        assert run_next(kinds=job_kinds()) is True
    row = jobs_queries.job(job)
    assert row is not None
    assert (row.state, row.attempts, moderation_queries.gathered(number)) == (JobState.FINISHED, 2, 12)


def test_one_that_is_undone_meanwhile_names_nobody(holding: Site) -> None:
    number, job = begun(holding)
    moderation.undo_invalidation(campaign=holding.campaign.id, number=number)
    assert run_next(kinds=job_kinds()) is True
    row = jobs_queries.job(job)
    assert row is not None
    assert (row.state, row.made, moderation_queries.gathered(number)) == (JobState.FINISHED, 0, 0)
    with refused(f"Removal {number} is undone."):
        background.go_on(campaign=holding.campaign, number=number)
    assert jobs.ask_stop(job=job) is False
    assert [row["kind"] for row in rows(Job)].count(JobKind.GATHER) == 1
