"""What a restored database would do by itself although it may be done already: it waits for a person instead."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.jobs import actions as jobs
from campaign.letters import actions as letters
from campaign.moderation import actions as moderation
from campaign.releases import queries as releases_queries
from campaign.releases.actions import pausing
from campaign.signing import actions as signing


@dataclass(frozen=True)
class Waits:
    """What a person has to decide about, by slug: letters, as their States' codes; invalidations; days of closing."""

    letters: dict[str, list[str]]
    invalidations: list[tuple[str, int]]
    overdue: dict[str, date]


def settle(*, made_at: datetime) -> Waits:
    """In the database that is being restored, before anything can act on it. `made_at` is the backup's moment."""
    with transaction():
        audit.note(Act.RESTORE, moment=made_at.astimezone(UTC).isoformat(timespec="seconds"))
        jobs.stop_restored()
        signing.drop_reminders()
        doubted = {_slug(key): codes for key, codes in letters.doubt_restored().items()}
        stopped = moderation.stop_restored(since=made_at)
        invalidations = [(_slug(each.campaign_id), each.id) for each in stopped]
        return Waits(doubted, invalidations, pausing.pause_overdue())


def _slug(campaign: int) -> str:
    return releases_queries.campaign_by_id(campaign).slug
