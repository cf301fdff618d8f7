"""Sealed lists that the worker makes: whole, for who asked, a week long, and known to the audit."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.models import AuditEntry
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobKind, JobState
from campaign.jobs.runner import run_next
from campaign.lists import exports
from campaign.lists.sealed_export import export_removed, export_sealed
from campaign.running.schedule import job_kinds
from campaign.vault import trusted_time
from tests.cast import AMELIE, NOUR, SLUG, Site
from tests.moderation.crowd import crowd
from tests.moderation.removals import invalidate, worked
from tests.refused import refused
from tests.tables import rows

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AMAL = Actor(ActorKind.ORGANISER, "Amal")


@pytest.fixture
def signed(site: Site) -> Site:
    site.signed(NOUR, updates="y")
    site.signed(AMELIE)
    site.number()
    return site


def make(site: Site, **some: Any) -> str:
    """A list that Amal asks for and the worker makes; the job's id."""
    with acting(AMAL):
        key = exports.ask(campaign=site.campaign, **some)
    assert run_next(kinds=job_kinds()) is True
    return key


def noted() -> list[tuple[Any, ...]]:
    names = ("act", "who", "campaign", "rules", "tens", "facts")
    return [tuple(row[name] for name in names) for row in rows(AuditEntry) if row["act"].startswith("export")]


@pytest.mark.parametrize("some", [{}, {"country": "FR"}, {"wants_updates": True}])
def test_it_is_the_same_list_as_the_commands(signed: Site, tmp_path: Path, some: dict[str, Any]) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False):
        key = make(signed, **some)
        export_sealed(campaign=signed.campaign, out=tmp_path / "list.sealed", **some)
    made = exports.one(slug=SLUG, job=key)
    assert made is not None
    assert made.file == Path(signed.settings.instance) / "exports" / f"{key}-1.sealed"
    assert made.file.read_bytes() == (tmp_path / "list.sealed").read_bytes()
    assert b"".join(exports.blocks(made.file, 100)) == made.file.read_bytes()
    assert (made.file.stat().st_mode & 0o777, made.file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert made.size == made.file.stat().st_size


def test_it_is_listed_with_who_and_when_and_noted_as_hers(signed: Site) -> None:
    with time_machine.travel(NOON, tick=False):
        whole = make(signed)
    with time_machine.travel(NOON + DAY, tick=False):
        some = make(signed, country="FR", wants_updates=True)
    with time_machine.travel(NOON + 2 * DAY, tick=False), acting(AMAL):
        waits = exports.ask(campaign=signed.campaign, removed=True)
    listed = exports.of_campaign(SLUG)
    assert [(each.job.id, each.job.state, each.until) for each in listed] == [
        (waits, JobState.WAITING, None),
        (some, JobState.FINISHED, NOON + 8 * DAY),
        (whole, JobState.FINISHED, NOON + 7 * DAY),
    ]
    assert [(each.job.who, each.job.asked_at, each.tens, each.file is None) for each in listed[1:]] == [
        ("Amal", NOON + DAY, 0, False),
        ("Amal", NOON, 0, False),
    ]
    assert (listed[2].job.made, listed[2].job.total) == (2, 2)
    assert noted() == [
        ("export", "Amal", SLUG, [], 0, {"kind": "sealed"}),
        ("export", "Amal", SLUG, ["country", "updates"], 0, {"kind": "sealed"}),
    ]
    assert (exports.of_campaign("another"), exports.one(slug="another", job=whole)) == ([], None)
    assert exports.one(slug=SLUG, job="x" * 22) is None


def test_those_removed_are_a_list_too(site: Site, tmp_path: Path) -> None:
    crowd(site, 12, country="VA", domain="forged.example", at=NOON)
    site.number()
    invalidate(site, country="VA")
    assert worked(site) == 12
    with time_machine.travel(NOON, tick=False):
        key = make(site, removed=True)
        assert export_removed(campaign=site.campaign, out=tmp_path / "removed.sealed") == 12
    made = exports.one(slug=SLUG, job=key)
    assert made is not None
    assert made.file is not None
    assert (made.file.read_bytes(), made.tens) == ((tmp_path / "removed.sealed").read_bytes(), 10)
    assert noted()[0] == ("export", "Amal", SLUG, [], 10, {"kind": "removed"})


def test_what_can_be_no_list_is_refused_at_once(signed: Site) -> None:
    with refused("--removed goes with --sealed FILE alone."):
        exports.ask(campaign=signed.campaign, removed=True, country="FR")
    with refused("XX is not a country; write it like FR."):
        exports.ask(campaign=signed.campaign, country="XX")
    assert jobs_queries.newest(campaign=SLUG, kind=JobKind.EXPORT) == []


def test_a_disk_that_takes_nothing_is_said(signed: Site) -> None:
    folder = Path(signed.settings.instance) / "exports"
    folder.write_text("no folder")
    with acting(AMAL):
        key = exports.ask(campaign=signed.campaign)
    assert run_next(kinds=job_kinds()) is True
    job = jobs_queries.job(key)
    assert job is not None
    assert (job.state, job.refusal) == (JobState.FAILED, "lib/unwritten")
    assert job.facts == {"path": str(folder), "says": "File exists"}


def test_it_goes_after_a_week_and_what_nobody_has_asked_for_at_once(signed: Site) -> None:
    trusted_time.accept()
    with time_machine.travel(NOON, tick=False):
        trusted_time.accept()
        key = make(signed)
        made = exports.one(slug=SLUG, job=key)
        assert made is not None
        assert made.file is not None
        folder = made.file.parent
        for name in (f"{'x' * 22}-1.sealed", f".{key}-0.sealed.part", f"{key}-2.sealed", "notes.txt"):
            (folder / name).write_text("left")
        assert exports.tidy() == 4
        assert [path.name for path in folder.iterdir()] == [made.file.name]
    with time_machine.travel(NOON + 7 * DAY - timedelta(seconds=1), tick=False):
        trusted_time.accept()
        assert exports.tidy() == 0
    with time_machine.travel(NOON + 7 * DAY, tick=False):
        trusted_time.accept()
        assert exports.tidy() == 1
    after = exports.one(slug=SLUG, job=key)
    assert after is not None
    assert (after.file, after.job.state, after.size) == (None, JobState.FINISHED, made.size)


def test_she_may_delete_it_before(signed: Site) -> None:
    key = make(signed)
    made = exports.one(slug=SLUG, job=key)
    assert made is not None
    assert made.file is not None
    with acting(AMAL):
        assert exports.delete(slug="another", job=key) is False
        assert exports.delete(slug=SLUG, job=key) is True
        assert exports.delete(slug=SLUG, job=key) is False
    assert not made.file.exists()
    assert noted()[1:] == [("export-delete", "Amal", SLUG, [], None, {})]


def test_one_that_is_stopped_leaves_no_file(signed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.jobs.runner.TOLD_EVERY", 0)
    asked: list[str] = []
    written = exports.export_sealed

    def stopped(**given: Any) -> int:
        jobs.ask_stop(job=asked[0])
        return written(**given)

    monkeypatch.setattr(exports, "export_sealed", stopped)
    with acting(AMAL):
        asked.append(exports.ask(campaign=signed.campaign))
    assert run_next(kinds=job_kinds()) is True
    (listed,) = exports.of_campaign(SLUG)
    assert (listed.job.state, listed.file) == (JobState.STOPPED, None)
    assert list((Path(signed.settings.instance) / "exports").iterdir()) == []
    assert noted() == []


@pytest.mark.parametrize("write", ["export_sealed", "export_removed"])
def test_no_list_takes_its_name_before_it_is_noted(
    signed: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    out, there = tmp_path / "list.sealed", []

    def look(*_: Any, **__: Any) -> None:
        there.append(out.exists())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("campaign.lists.sealed_export.audit.note", look)
    writes: Callable[..., int] = {"export_sealed": export_sealed, "export_removed": export_removed}[write]
    with refused(f"{out} can't be written: No space left on device."):
        writes(campaign=signed.campaign, out=out)
    assert (there, out.exists()) == ([False], False)
