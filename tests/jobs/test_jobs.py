"""Work in the background: asked for once, done for whoever asked, stopped between two batches, forgotten in the end."""

import threading
from collections.abc import Mapping
from contextvars import Context
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from campaign.audit import actions as audit
from campaign.audit.actors import NobodyActs, acting, who_acts
from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import db, transaction
from campaign.jobs import actions as jobs
from campaign.jobs import runner
from campaign.jobs.kinds import ARGUMENTS, JobKind, Unlisted
from campaign.jobs.leases import Taken, take
from campaign.jobs.models import Job
from campaign.jobs.runner import Telling, run_next
from campaign.running import schedule, worker
from tests.cast import AMELIE, SLUG, TESTER, Letter, Site, at_once
from tests.jobs.asking import AMAL, DAY, NOON, ask, at, done_by, nothing
from tests.patience import PATIENCE
from tests.refused import refused
from tests.running.test_worker import total, until, working
from tests.tables import no_commits, rows


def test_it_is_done_for_whoever_asked(app: Flask) -> None:
    asked: list[tuple[Any, ...]] = []

    def work(job: Taken, tell: Telling) -> Mapping[str, Any]:
        asked.append((job.campaign, job.arguments, who_acts()))
        tell.of(12)
        tell(5)
        tell(7)
        return {"size": 12}

    with time_machine.travel(NOON, tick=False):
        with acting(AMAL):
            key = ask(country="FR", wants_updates=True)
        waits = at(key)
        assert run_next(kinds=done_by(work)) is True
        assert run_next(kinds=done_by(work)) is False
    assert (len(key), waits["state"], waits["asked_at"], waits["begun_at"]) == (22, "waiting", NOON, None)
    assert asked == [(SLUG, {"country": "FR", "wants_updates": True}, AMAL)]
    over = at(key)
    names = (
        "state",
        "actor",
        "who",
        "made",
        "result",
        "begun_at",
        "ended_at",
        "leased_until",
        "same",
        "refusal",
    )
    assert [over[name] for name in names] == [
        "finished", "organiser", "Amal", 12, {"size": 12}, NOON, NOON, None, None, None,
    ]  # fmt: skip


def test_it_is_asked_for_in_the_transaction_that_asks(app: Flask) -> None:
    with pytest.raises(OperationalError), no_commits():
        ask()
    with pytest.raises(ZeroDivisionError):
        _ask_and_fail()
    with pytest.raises(NobodyActs):
        Context().run(_ask_in, app)
    assert rows(Job) == []


def _ask_and_fail() -> None:
    with transaction():
        ask()
        raise ZeroDivisionError


def _ask_in(app: Flask) -> None:
    with app.app_context():
        ask()


def test_what_waits_already_is_asked_for_once(app: Flask) -> None:
    first = ask(country="FR")
    assert ask(country="FR", wants_updates=None) == first
    assert ask(country="DE") != first
    with acting(AMAL):
        hers = ask(country="FR")
        assert ask(country="FR") == hers != first
    assert len(rows(Job)) == 3
    assert run_next(kinds=done_by(nothing)) is True  # the first
    again = ask(country="FR")
    assert (again != first, at(first)["state"], at(again)["state"]) == (True, "finished", "waiting")


def test_of_many_who_ask_at_once_all_get_the_same(site: Site) -> None:
    def asks(_number: int) -> str:
        with site.app.app_context():
            try:
                return ask()
            finally:
                db.session.remove()

    assert len(set(at_once(asks, 12, threads=6))) == 1


def test_one_person_may_ask_for_so_much_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_AT_ONCE", 2)
    ask(country="FR")
    ask(country="DE")
    with refused("2 of the jobs you asked for haven't finished yet. Wait for them, or stop some."):
        ask(country="SY")
    with acting(AMAL):
        ask(country="SY")
    assert run_next(kinds=done_by(nothing)) is True
    ask(country="SY")


@pytest.mark.parametrize(
    "arguments", [{"name": "Nour"}, {"country": "nour@example.org"}, {"country": "نور"}, {"country": ["FR"]}]
)
def test_no_words_are_asked_with(app: Flask, arguments: dict[str, Any]) -> None:
    (name,) = arguments
    with pytest.raises(Unlisted, match=f"^export is not asked with this {name}$"):
        ask(**arguments)
    assert rows(Job) == []


def test_every_kind_has_its_arguments_and_somebody_who_does_it() -> None:
    assert (set(ARGUMENTS), set(schedule.job_kinds())) == (set(JobKind), set(JobKind))


def test_how_far_it_is_is_written_once_a_second_at_most(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    moment, seen = [100.0], []
    monkeypatch.setattr(runner.time, "monotonic", lambda: moment[0])
    key = ask()

    def work(_job: Taken, tell: Telling) -> Mapping[str, Any]:
        tell.of(40)
        for seconds in (0.5, 0.4, 0.2, 0.5, 1):
            moment[0] += seconds
            tell(10)
            seen.append((at(key)["made"], at(key)["total"]))
        return {}

    run_next(kinds=done_by(work))
    assert seen == [(10, 40), (10, 40), (10, 40), (40, 40), (50, 40)]


def test_what_ended_is_forgotten_after_a_fortnight(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        ask(country="FR")
        run_next(kinds=done_by(nothing))
        waits = ask()
    assert jobs.tidy(now=NOON + 14 * DAY) == 0
    assert jobs.tidy(now=NOON + 14 * DAY + timedelta(seconds=1)) == 1
    assert [row["id"] for row in rows(Job)] == [waits]


def test_a_restored_backup_begins_nothing_of_then(app: Flask) -> None:
    first, second = ask(country="FR"), ask()
    assert take() is not None
    assert jobs.stop_restored() == 2
    assert (at(first)["state"], at(second)["state"]) == ("stopped", "stopped")
    assert run_next(kinds=done_by(nothing)) is False


@pytest.mark.long
def test_all_else_goes_on_while_a_job_takes_long(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(_job: Taken, _tell: Telling) -> Mapping[str, Any]:
        audit.note(Act.EXPORT, campaign=SLUG, kind="sealed")
        begun.set()
        assert ended.wait(PATIENCE)
        return {}

    monkeypatch.setattr(worker, "job_kinds", lambda: done_by(work))
    client = site.client()
    with acting(AMAL):
        key = ask()
    with working(site.app):
        try:
            assert begun.wait(PATIENCE)
            link = site_signs(site)
            client.press(link, "confirmation")
            until(lambda: total(site) == 1)
            assert at(key)["state"] == "running"
        finally:
            ended.set()
        until(lambda: at(key)["state"] == "finished")
    whose = {(row["act"], row["who"]) for row in rows(AuditEntry)}
    assert ("export", "Amal") in whose
    assert {who for act, who in whose if act != "export"} <= {TESTER.who, "worker"}


def site_signs(site: Site) -> str:
    """Somebody signs; her link, once the worker has sent it."""
    site.client().sign(AMELIE)
    until(lambda: len(list(site.folder.glob("*.eml"))) == 1)
    (file,) = site.folder.glob("*.eml")
    return Letter.read(file).link
