"""What weeding does in the background: counting whom a rule means, and naming them, among a million signatures."""

import heapq
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from campaign.extensions import db, give_way, transaction
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobKind, JobState
from campaign.jobs.leases import Taken
from campaign.jobs.models import Job
from campaign.jobs.runner import Telling
from campaign.lib.refusal import Refusal
from campaign.moderation import actions, queries
from campaign.moderation.queries import SAMPLE, Sought
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign
from campaign.tally.removal import InvalidationReason

HOUR = "%Y-%m-%dT%H"
WINDOW = 20_000  # signatures looked at between two tellings
RANDOM = secrets.SystemRandom()


@dataclass(frozen=True)
class Counted:
    """A count that was asked for. `count` of the `whole` that count match, up to the signature numbered `last`.

    `drawn` are some of them, by lot, for `queries.shown`. All are None until the job has finished.
    """

    job: Job
    sought: Sought
    count: int | None
    whole: int | None
    last: int | None
    drawn: Sequence[int] | None


def ask_count(*, campaign: Campaign, sought: Sought) -> str:
    """Have it counted whom this means; the job's id. Raises Refusal for a rule that means everybody."""
    if sought == Sought():
        raise Refusal("moderation/which-signatures")
    said = {
        "country": sought.country,
        "day": sought.day.isoformat() if sought.day else None,
        "since": sought.since.strftime(HOUR) if sought.since else None,
        "domain_tag": sought.domain_tag.hex() if sought.domain_tag is not None else None,
    }
    return jobs.enqueue(kind=JobKind.COUNT, campaign=campaign.slug, **said)


def count(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself."""
    campaign, sought = named(job.campaign or "").id, _sought(job.arguments)
    last = queries.newest_signature(campaign)
    tell.of(last)
    matching, whole, drawn = 0, 0, list[tuple[float, int]]()
    for after in range(0, last, WINDOW):
        until = min(after + WINDOW, last)
        keys = queries.matching_between(campaign, sought, after=after, until=until)
        whole += queries.counting_between(campaign, after=after, until=until)
        db.session.rollback()  # so that no look at the database lasts as long as the job
        matching += len(keys)
        drawn = heapq.nsmallest(SAMPLE, [*drawn, *((RANDOM.random(), key) for key in keys)])
        tell(until - after)
    return {"count": matching, "whole": whole, "last": last, "drawn": sorted(key for _, key in drawn)}


def counted(*, slug: str, job: str) -> Counted | None:
    """A count of a campaign; None for what is none of its."""
    found = jobs_queries.job(job)
    if found is None or (found.kind, found.campaign) != (JobKind.COUNT, slug):
        return None
    result = found.result if found.state == JobState.FINISHED else {}
    figures = (result.get(name) for name in ("count", "whole", "last", "drawn"))
    return Counted(found, _sought(found.arguments), *figures)


def invalidate(*, campaign: Campaign, counted: Counted, reason: InvalidationReason) -> tuple[int, str]:
    """Begin to take out of the count what was counted; the number of the invalidation, and the job that names them.

    Raises Refusal where nothing matched, or the count hasn't finished.
    """
    if not counted.count or counted.last is None:
        raise Refusal("moderation/none-match")
    with transaction():
        number = actions.begin_invalidation(
            campaign=campaign.id,
            sought=counted.sought,
            reason=reason,
            last=counted.last,
            wanted=counted.count,
            advancing=True,
        )
        return number, _gather(campaign, number)


def begin_batch(
    *, campaign: Campaign, parts: Sequence[tuple[Sought, int]], reason: InvalidationReason, last: int
) -> list[int]:
    """Begin several at once, each with how many are wanted of it; their numbers. Raises Refusal.

    Sent again while it is being gathered, it is the same one.
    """
    with transaction():
        under_way = queries.gathering(campaign.id, last=last, reason=reason)
        begun = {queries.sought(each): each.id for each in under_way}
        if all(sought in begun for sought, _ in parts):
            return [begun[sought] for sought, _ in parts]
        numbers = [
            actions.begin_invalidation(
                campaign=campaign.id, sought=sought, reason=reason, last=last, wanted=wanted, advancing=True
            )
            for sought, wanted in parts
        ]
        _gather(campaign, numbers[0], numbers[-1])
        return numbers


def go_on(*, campaign: Campaign, number: int) -> str:
    """Go on with one that was stopped; the job that does. Raises Refusal."""
    with transaction():
        actions.ungathered(campaign=campaign.id, number=number)
        actions.go_on(campaign=campaign.id, number=number, advancing=True)
        return _gather(campaign, number)


def stop(*, campaign: Campaign, number: int) -> None:
    """Stop the gathering of one: all that was named counts on until `go_on`. Raises Refusal."""
    with transaction():
        actions.ungathered(campaign=campaign.id, number=number)
        actions.stop_gathering(campaign=campaign.id, number=number)


def gather(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job that names their signatures, of one after the other: who is named by one is none of the next's.

    Begun again it goes on where it was. One that was stopped or undone meanwhile is passed over.
    """
    campaign, number = named(job.campaign or "").id, job.arguments["number"]
    numbers = range(number, job.arguments.get("through", number) + 1)
    mine = [found for each in numbers if (found := queries.invalidation(campaign, each))]
    tell.of(sum(found.wanted for found in mine))
    for each in [found.id for found in mine]:
        tell(queries.gathered(each))
        while named_now := _next(campaign, each):
            tell(named_now)
            give_way()
    return {"number": number}


def _next(campaign: int, number: int) -> int:
    """The next batch of one that is under way still; 0 where nothing is left of it to do."""
    found = queries.invalidation(campaign, number)
    if found is None or not found.advancing:
        return 0
    try:
        return actions.gather(campaign=campaign, number=number)
    except Refusal:  # undone since the look
        return 0


def _gather(campaign: Campaign, number: int, through: int | None = None) -> str:
    return jobs.enqueue(kind=JobKind.GATHER, campaign=campaign.slug, number=number, through=through)


def _sought(arguments: Mapping[str, Any]) -> Sought:
    day, since, tag = (arguments.get(name) for name in ("day", "since", "domain_tag"))
    return Sought(
        country=arguments.get("country"),
        day=date.fromisoformat(day) if day else None,
        since=datetime.strptime(since, HOUR).replace(tzinfo=UTC) if since else None,
        domain_tag=None if tag is None else bytes.fromhex(tag),
    )
