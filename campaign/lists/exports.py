"""Sealed lists that the worker makes in the background, and how long they lie there.

They are files on the worker's machine, not rows: a list of a million signatures has more than a gigabyte, which would
go into every backup and stay in the database's files after its deletion.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import transaction
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import ENDED, JobKind, JobState
from campaign.jobs.leases import Taken
from campaign.jobs.models import Job
from campaign.jobs.runner import Telling
from campaign.lib import durable
from campaign.lib.countries import UNSAID, codes
from campaign.lib.refusal import Refusal
from campaign.lib.tens import complete_tens
from campaign.lists import queries
from campaign.lists.sealed_export import export_paper, export_removed, export_sealed
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign
from campaign.vault import trusted_time

KEPT_FOR = timedelta(days=7)
SUFFIX = ".sealed"


@dataclass(frozen=True)
class Exported:
    """One list: its job, and its file where it lies on this machine, which is the worker's.

    `machine` is where it was made; `tens` how many are in it, in complete tens; `until` when it is deleted. None while
    it isn't finished.
    """

    job: Job
    file: Path | None
    machine: str | None
    size: int | None
    tens: int | None
    until: datetime | None


def ask(
    *,
    campaign: Campaign,
    country: str | None = None,
    wants_updates: bool = False,
    removed: bool = False,
    paper: bool = False,
) -> str:
    """Have a sealed list made in the background, as `export_sealed` does; the job's id.

    Or of those `removed`, or of those who signed on `paper`. Raises Refusal.
    """
    if paper and (country or wants_updates or removed):
        raise Refusal("lists/paper-with-more")
    if removed and (country or wants_updates):
        raise Refusal("lists/removed-with-more")
    if country is not None and country not in codes() | {UNSAID}:
        raise Refusal("lists/no-country", country=country)
    some = {
        "country": country,
        "wants_updates": wants_updates or None,
        "removed": removed or None,
        "paper": paper or None,
    }
    return jobs.enqueue(kind=JobKind.EXPORT, campaign=campaign.slug, **some)


def make(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself. Each attempt has a file of its own: one that was given up for dead writes into no other."""
    campaign = named(job.campaign or "")
    out = _folder() / f"{job.id}-{job.attempt}{SUFFIX}"
    try:
        out.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise Refusal("lib/unwritten", path=out.parent, says=problem.strerror) from None
    said = dict(job.arguments)
    if said.pop("paper", False):
        count = export_paper(campaign=campaign, out=out, progress=tell)
    elif said.pop("removed", False):
        count = export_removed(campaign=campaign, out=out, progress=tell)
    else:
        tell.of(queries.standing(campaign.id))
        count = export_sealed(campaign=campaign, out=out, progress=tell, **said)
    size = out.stat().st_size
    return {"file": out.name, "machine": socket.gethostname(), "size": size, "tens": complete_tens(count)}


def of_campaign(slug: str) -> list[Exported]:
    """A campaign's lists, the one asked for last first; those that are on their way among them."""
    return [_exported(job) for job in jobs_queries.newest(campaign=slug, kind=JobKind.EXPORT)]


def one(*, slug: str, job: str) -> Exported | None:
    """One list of a campaign; None for what is none of its."""
    row = jobs_queries.job(job)
    if row is None or (row.kind, row.campaign) != (JobKind.EXPORT, slug):
        return None
    return _exported(row)


def blocks(file: Path, size: int = 64 * 1024) -> Iterator[bytes]:
    """A list's bytes, to be streamed. Raises OSError before the first where it is gone."""
    with file.open("rb") as opened:
        while block := opened.read(size):
            yield block


def delete(*, slug: str, job: str) -> bool:
    """Delete a list before its week is over, on the worker's machine; False if it isn't there."""
    exported = one(slug=slug, job=job)
    if exported is None or exported.file is None:
        return False
    with transaction():
        audit.note(Act.EXPORT_DELETE, campaign=slug)
    return durable.destroy(exported.file)


def tidy() -> int:
    """Delete the lists whose week is surely over, and what stopped, failed or killed jobs left; returns how many."""
    if not _folder().is_dir():
        return 0
    return sum(durable.destroy(path) for path in sorted(_folder().iterdir()) if not _stays(path))


def _folder() -> Path:
    """Beside the database, and in no backup."""
    return settings().instance / "exports"


def _exported(job: Job) -> Exported:
    result = job.result
    if job.state != JobState.FINISHED or job.ended_at is None:
        return Exported(job, None, None, None, None, None)
    file = _folder() / result["file"]
    there = file if file.exists() else None
    return Exported(job, there, result["machine"], result["size"], result["tens"], job.ended_at + KEPT_FOR)


def _stays(path: Path) -> bool:
    """Whether a file is a list that may still be fetched, or is being written."""
    name = path.name.removeprefix(".").removesuffix(".part").removesuffix(SUFFIX)
    key, _, attempt = name.rpartition("-")
    job = jobs_queries.job(key)
    if job is None:
        return False
    if job.state not in ENDED:
        return str(job.attempts) == attempt
    ours = job.state == JobState.FINISHED and job.result["file"] == path.name
    return ours and job.ended_at is not None and job.ended_at + KEPT_FOR > trusted_time.now()
