"""What a restored database would do by itself although it may be done already: it waits for a person instead."""

from dataclasses import dataclass
from datetime import date, datetime

from campaign.extensions import transaction
from campaign.letters import actions as missions
from campaign.moderation import actions as moderation
from campaign.releases import queries as releases_queries
from campaign.releases.actions import pausing


@dataclass(frozen=True)
class Waits:
    """What a person has to decide about, by slug: letters, as their States' codes; invalidations; days of closing."""

    letters: dict[str, list[str]]
    invalidations: list[tuple[str, int]]
    overdue: dict[str, date]

    def sentences(self) -> list[str]:
        """Each with what to do."""
        return [
            *(_of_letters(slug, codes) for slug, codes in self.letters.items()),
            *(_of_invalidation(slug, number) for slug, number in self.invalidations),
            *(_of_closing(slug, day) for slug, day in self.overdue.items()),
        ]


def settle(*, made_at: datetime) -> Waits:
    """In the database that is being restored, before anything can act on it. `made_at` is the backup's moment."""
    with transaction():
        letters = {_slug(key): codes for key, codes in missions.doubt_restored().items()}
        stopped = moderation.stop_restored(since=made_at)
        invalidations = [(_slug(each.campaign_id), each.id) for each in stopped]
        return Waits(letters, invalidations, pausing.pause_overdue())


def _slug(campaign: int) -> str:
    return releases_queries.campaign_by_id(campaign).slug


def _of_letters(slug: str, codes: list[str]) -> str:
    return (
        f"{slug}: {len(codes):,} letters were on their way then, to {', '.join(codes)}. They may have arrived since, "
        f"so none goes by itself. campaign letters status {slug}; then, for those that surely didn't arrive, "
        f"campaign letters send {slug} --again {codes[0]}."
    )


def _of_invalidation(slug: str, number: int) -> str:
    return (
        f"{slug}: invalidation {number} was on hold then. It may have been undone since, so it is stopped, and its "
        f"signatures count. campaign invalidate {slug} --go-on {number}; or --undo {number}."
    )


def _of_closing(slug: str, day: date) -> str:
    return (
        f"{slug}: its closing day of then, {day}, has passed, and may have been moved since. It is paused, and closes "
        f"in a week. campaign close {slug}; or campaign set {slug} --closes DAY, and campaign open {slug}."
    )
