"""A worker that is killed leaves its job to the next: by real processes, on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.jobs import queries as jobs_queries
from campaign.jobs import runner
from campaign.jobs.kinds import JobState
from campaign.jobs.models import Job
from campaign.jobs.runner import run_next
from campaign.lists import exports
from campaign.lists.sealed_format import read_frame
from campaign.running.schedule import job_kinds
from tests.cast import AMELIE, NOUR, SLUG, Site
from tests.running.server import ROOT
from tests.running.test_worker import until
from tests.tables import rows

SECOND = timedelta(seconds=1)


@contextmanager
def another(site: Site, *, lease: float) -> Iterator["subprocess.Popen[str]"]:
    """A worker's process that is in the middle of the list."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(site.settings.instance),
        "CAMPAIGN_DATABASE_URL": site.settings.database_url.replace("+psycopg", ""),
    }
    command = [sys.executable, "-m", "tests.jobs.half_a_list", str(lease)]
    worker = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    try:
        assert worker.stdout.readline() == "half\n"
        yield worker
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()


@pytest.fixture
def asked(site: Site) -> str:
    site.signed(NOUR)
    site.signed(AMELIE)
    site.number()
    return exports.ask(campaign=site.campaign)


def leased(job: str) -> datetime:
    (row,) = [row for row in rows(Job) if row["id"] == job]
    return row["leased_until"]


def folder(site: Site) -> list[str]:
    return sorted(path.name for path in (Path(site.settings.instance) / "exports").iterdir())


@pytest.mark.long
def test_what_a_killed_worker_was_at_is_begun_again_and_done_once(site: Site, asked: str) -> None:
    with another(site, lease=3600) as worker:
        first = leased(asked)
        until(lambda: leased(asked) > first)  # it lives, so it keeps the job
        assert run_next(kinds=job_kinds()) is False
        worker.kill()
        worker.wait()
    assert folder(site) == [f".{asked}-1.sealed.part"]
    with time_machine.travel(leased(asked) - SECOND, tick=False):
        assert run_next(kinds=job_kinds()) is False
    with time_machine.travel(leased(asked) + SECOND, tick=False):
        assert run_next(kinds=job_kinds()) is True
        assert run_next(kinds=job_kinds()) is False
    (made,) = exports.of_campaign(SLUG)
    assert (made.job.id, made.job.state, made.job.attempts, made.tens) == (asked, JobState.FINISHED, 2, 0)
    assert made.file is not None
    assert read_frame(made.file).count == 2
    assert exports.tidy() == 1
    assert folder(site) == [f"{asked}-2.sealed"]


@pytest.mark.long
def test_what_kills_the_worker_each_time_is_given_up(
    site: Site, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "MOST_ATTEMPTS", 2)
    for _ in range(2):
        with another(site, lease=-1):
            pass
    assert run_next(kinds=job_kinds()) is True
    job = jobs_queries.job(asked)
    assert job is not None
    assert (job.state, job.refusal, job.facts) == (JobState.FAILED, "jobs/given-up", {"attempts": 2})
    assert exports.tidy() == 2
    assert folder(site) == []
