"""What weeding does in the background: naming whom a rule means, among a million signatures."""

from collections.abc import Sequence
from typing import Any

from campaign.extensions import give_way, transaction
from campaign.jobs import actions as jobs
from campaign.jobs.kinds import JobKind
from campaign.jobs.leases import Taken
from campaign.jobs.runner import Telling
from campaign.lib.refusal import Refusal
from campaign.moderation import actions, queries
from campaign.moderation.queries import Sought
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign
from campaign.tally.removal import InvalidationReason


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
    mine = [invalidation for each in numbers if (invalidation := queries.invalidation(campaign, each))]
    tell.of(sum(invalidation.wanted for invalidation in mine))
    for each in [invalidation.id for invalidation in mine]:
        tell(queries.gathered(each))
        while named_now := _next(campaign, each):
            tell(named_now)
            give_way()
    return {"number": number}


def _next(campaign: int, number: int) -> int:
    """The next batch of one that is under way still; 0 where nothing is left of it to do."""
    invalidation = queries.invalidation(campaign, number)
    if invalidation is None or not invalidation.advancing:
        return 0
    try:
        return actions.gather(campaign=campaign, number=number)
    except Refusal:  # undone since the look
        return 0


def _gather(campaign: Campaign, number: int, through: int | None = None) -> str:
    return jobs.enqueue(kind=JobKind.GATHER, campaign=campaign.slug, number=number, through=through)
