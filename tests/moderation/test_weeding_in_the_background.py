"""Counting and naming among very many signatures, by the worker: the same as at once, stopped, and gone on with."""

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
from campaign.moderation.background import Counted
from campaign.moderation.queries import Sought, Stage
from campaign.running.worker import job_kinds
from campaign.signing.models import Signature
from campaign.tally.removal import InvalidationReason
from campaign.vault import tags
from tests.cast import SLUG, Site
from tests.moderation.removals import BEGIN, HOUR, worked
from tests.refused import refused
from tests.tables import count, rows

FRAUD = InvalidationReason.FRAUD
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Windows and batches of five, told of each time; in an hour that stands."""
    monkeypatch.setattr(background, "WINDOW", 5)
    monkeypatch.setattr("campaign.moderation.actions.gathering.BATCH", 5)
    monkeypatch.setattr("campaign.jobs.runner.TOLD_EVERY", 0)
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        yield


def counted(site: Site, **sought: object) -> Counted:
    key = background.ask_count(campaign=site.campaign, sought=Sought(**sought))  # type: ignore[arg-type]
    before = background.counted(slug=SLUG, job=key)
    assert before is not None
    assert (before.count, before.sought) == (None, Sought(**sought))  # type: ignore[arg-type]
    assert run_next(kinds=job_kinds()) is True
    found = background.counted(slug=SLUG, job=key)
    assert found is not None
    return found


def test_it_counts_what_a_look_at_all_would(holding: Site) -> None:
    key, last = holding.campaign.id, moderation_queries.newest_signature(holding.campaign.id)
    tag = tags.domain_tag("forged.example", campaign=SLUG)
    for sought, number in (
        ({"country": "VA"}, 12), ({"country": "FR"}, 30), ({"domain_tag": tag}, 12), ({"since": BEGIN + 2 * HOUR}, 12),
        ({"day": BEGIN.date()}, 42), ({"country": "VA", "domain_tag": tag, "day": BEGIN.date()}, 12),
        ({"country": "DE"}, 0),
    ):  # fmt: skip
        hour = {name: value.replace(minute=0) if name == "since" else value for name, value in sought.items()}  # type: ignore[union-attr]
        found = counted(holding, **hour)
        assert (found.count, found.whole, found.last) == (number, 42, last)
        assert found.count == moderation_queries.count(key, Sought(**hour), last=last)  # type: ignore[arg-type]
        assert (found.job.made, found.job.total) == (last, last)
        assert found.drawn is not None
        assert len(found.drawn) == min(number, 10)
        shown = moderation_queries.shown(found.drawn)
        assert {each.country for each in shown} <= {sought.get("country", each.country) for each in shown}


def test_every_one_of_them_may_be_drawn(holding: Site) -> None:
    drawn: set[int] = set()
    for _ in range(60):  # each is left out 60 times with a chance of (1/6)^60
        found = counted(holding, country="VA")
        assert found.drawn is not None
        drawn |= set(found.drawn)
    assert len(drawn) == 12


def test_a_rule_that_means_everybody_is_none(holding: Site) -> None:
    with refused("Which? Give at least one of --country, --day, --since, --domain, --index."):
        background.ask_count(campaign=holding.campaign, sought=Sought())
    assert rows(Job) == []


def test_what_was_counted_is_taken_out_and_nothing_that_came_later(holding: Site) -> None:
    found = counted(holding, country="VA")
    number, job = background.invalidate(campaign=holding.campaign, counted=found, reason=FRAUD)
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
    assert background.counted(slug="another", job=found.job.id) is None
    assert background.counted(slug=SLUG, job=job) is None


def test_nothing_and_what_is_not_counted_yet_is_not_taken_out(holding: Site) -> None:
    none = counted(holding, country="DE")
    key = background.ask_count(campaign=holding.campaign, sought=Sought(country="VA"))
    waits = background.counted(slug=SLUG, job=key)
    assert waits is not None
    for found in (none, waits):
        with refused("No signature that counts matches. Nothing was changed."):
            background.invalidate(campaign=holding.campaign, counted=found, reason=FRAUD)


def test_it_is_stopped_between_two_batches_and_goes_on(
    holding: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, job = background.invalidate(
        campaign=holding.campaign, counted=counted(holding, country="VA"), reason=FRAUD
    )
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
    number, job = background.invalidate(
        campaign=holding.campaign, counted=counted(holding, country="VA"), reason=FRAUD
    )
    assert take() is not None
    assert moderation.gather(campaign=holding.campaign.id, number=number) == 5  # and here it is killed
    with time_machine.travel(BEGIN + 3 * HOUR + LEASE + SECOND, tick=False):
        assert run_next(kinds=job_kinds()) is True
    row = jobs_queries.job(job)
    assert row is not None
    assert (row.state, row.attempts, moderation_queries.gathered(number)) == (JobState.FINISHED, 2, 12)


def test_one_that_is_undone_meanwhile_names_nobody(holding: Site) -> None:
    number, job = background.invalidate(
        campaign=holding.campaign, counted=counted(holding, country="VA"), reason=FRAUD
    )
    moderation.undo_invalidation(campaign=holding.campaign.id, number=number)
    assert run_next(kinds=job_kinds()) is True
    row = jobs_queries.job(job)
    assert row is not None
    assert (row.state, row.made, moderation_queries.gathered(number)) == (JobState.FINISHED, 0, 0)
    with refused(f"Invalidation {number} is undone."):
        background.go_on(campaign=holding.campaign, number=number)
    assert jobs.ask_stop(job=job) is False
    assert [row["kind"] for row in rows(Job)].count(JobKind.GATHER) == 1
