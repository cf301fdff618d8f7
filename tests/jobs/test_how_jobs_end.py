"""Work in the background that is stopped, can't be done, fails or is taken from a worker: how it ends."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.jobs import actions as jobs
from campaign.jobs import leases, runner
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobState
from campaign.jobs.leases import LostLease, Taken, end, take
from campaign.jobs.runner import Telling, run_next
from campaign.lib.refusal import Refusal, again
from campaign.lib.terminal import sentence
from tests.jobs.asking import DAY, NOON, ask, at, done_by, nothing
from tests.tables import rows


def test_what_waits_is_stopped_at_once(app: Flask) -> None:
    key = ask()
    assert jobs.ask_stop(job=key) is True
    assert jobs.ask_stop(job=key) is False
    assert jobs.ask_stop(job="x" * 22) is False
    assert run_next(kinds=done_by(nothing)) is False
    assert (at(key)["state"], at(key)["same"]) == ("stopped", None)
    assert [row["act"] for row in rows(AuditEntry)].count("job-stop") == 1


def test_what_runs_is_stopped_between_two_batches(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "TOLD_EVERY", 0)
    key, batches = ask(), []

    def work(_job: Taken, tell: Telling) -> Mapping[str, Any]:
        for number in range(5):
            batches.append(number)
            if number == 2:
                assert jobs.ask_stop(job=key) is True
            tell(10)
        return {}

    assert run_next(kinds=done_by(work)) is True
    assert (batches, at(key)["state"], at(key)["made"]) == ([0, 1, 2], "stopped", 30)
    assert (rows(AuditEntry)[-1]["act"], rows(AuditEntry)[-1]["facts"]) == ("job-stop", {"kind": "export"})


def test_what_cannot_be_done_says_why(app: Flask) -> None:
    key = ask()

    def work(_job: Taken, _tell: Telling) -> Mapping[str, Any]:
        raise Refusal("lib/unwritten", path="/list", says="No space left on device")

    assert run_next(kinds=done_by(work)) is True
    job = jobs_queries.job(key)
    assert job is not None
    assert job.state == JobState.FAILED
    refusal = jobs_queries.refusal(job)
    assert refusal is not None
    assert sentence(refusal) == "/list can't be written: No space left on device."


FACTS = {
    "lists/once-a-week": {"last": NOON.date(), "again": NOON.date() + 7 * DAY},
    "moderation/hold-over": {"number": 1_234, "ended": NOON},
    "releases/not-countries": {"codes": ["XX", "YY"]},
    "lib/taken": {"path": Path("/list")},
    "lists/list-not-opened": {"path": None},
}


@pytest.mark.parametrize("reason", FACTS)
def test_what_a_refusal_tells_is_said_later_as_at_once(app: Flask, reason: str) -> None:
    key, at_once_said = ask(), sentence(again(Refusal, reason, FACTS[reason]))

    def work(_job: Taken, _tell: Telling) -> Mapping[str, Any]:
        raise again(Refusal, reason, FACTS[reason])

    assert run_next(kinds=done_by(work)) is True
    db.session.expire_all()
    job = jobs_queries.job(key)
    assert job is not None
    refusal = jobs_queries.refusal(job)
    assert refusal is not None
    assert sentence(refusal) == at_once_said


def test_a_fault_of_ours_ends_it_and_names_no_person(app: Flask) -> None:
    key = ask()

    def work(_job: Taken, _tell: Telling) -> Mapping[str, Any]:
        raise KeyError("nour@example.org")

    with pytest.raises(KeyError):
        run_next(kinds=done_by(work))
    job = jobs_queries.job(key)
    assert job is not None
    refusal = jobs_queries.refusal(job)
    assert refusal is not None
    assert (
        sentence(refusal)
        == "It failed because of a fault of ours, KeyError. The worker's journal says where."
    )
    assert "nour" not in str(at(key))


def test_a_database_that_is_away_leaves_it_to_be_begun_again(app: Flask) -> None:
    key = ask()

    def work(_job: Taken, _tell: Telling) -> Mapping[str, Any]:
        raise OperationalError("SELECT", {}, OSError("away"))

    with time_machine.travel(NOON, tick=False) as now:
        with pytest.raises(OperationalError):
            run_next(kinds=done_by(work))
        assert (at(key)["state"], run_next(kinds=done_by(nothing))) == ("running", False)
        now.shift(leases.LEASE + timedelta(seconds=1))
        assert run_next(kinds=done_by(nothing)) is True
    assert (at(key)["state"], at(key)["attempts"]) == ("finished", 2)


def test_a_worker_that_was_away_for_too_long_changes_nothing(app: Flask) -> None:
    key = ask()
    with time_machine.travel(NOON, tick=False) as now:
        late = take()
        assert late is not None
        assert take() is None
        now.shift(leases.LEASE + timedelta(seconds=1))
        other = take()
        assert other is not None
        assert (late.id, late.attempt, other.id, other.attempt) == (key, 1, key, 2)
        with pytest.raises(LostLease):
            Telling(late, lambda: False)(1)
        with pytest.raises(LostLease):
            end(late, JobState.FINISHED, result={"file": "of the late one"})
        leases.give_back(late)
        assert (at(key)["state"], at(key)["result"]) == ("running", {})
        end(other, JobState.FINISHED, result={"file": "of the other"})
    assert (at(key)["state"], at(key)["result"]) == ("finished", {"file": "of the other"})


def test_a_worker_that_is_told_to_end_gives_it_back(app: Flask) -> None:
    key, ends = ask(), threading.Event()

    def work(_job: Taken, tell: Telling) -> Mapping[str, Any]:
        ends.set()
        tell(1)
        raise AssertionError("it went on")

    for _ in range(leases.MOST_ATTEMPTS + 1):
        ends.clear()
        assert run_next(kinds=done_by(work), ends=ends.is_set) is True
    assert (at(key)["state"], at(key)["attempts"]) == ("waiting", 0)
    assert run_next(kinds=done_by(nothing)) is True
    assert at(key)["state"] == "finished"
