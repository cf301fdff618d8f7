"""What tests of removals stand on: an hour's hold, and the worker's turns."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from campaign.extensions import db
from campaign.jobs.runner import run_next
from campaign.moderation import actions as moderation
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.releases.figures import check
from campaign.running.schedule import job_kinds
from campaign.signing.models import Invalidation
from campaign.tally.models import Entry
from tests.cast import Site
from tests.tables import count

BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def invalidate(site: Site, reason: str = "fraud", **sought: Any) -> int:
    """Begin and gather, as the command does; the number."""
    last = moderation_queries.newest_signature(site.campaign.id)
    number = moderation.begin_invalidation(
        campaign=site.campaign.id, sought=Sought(**sought), reason=reason, last=last, wanted=0
    )
    while moderation.gather(campaign=site.campaign.id, number=number):
        pass
    return number


def gather_begun() -> int:
    """One batch of the oldest that is under way, as its job takes it; 0 where none is."""
    under_way = select(Invalidation).where(Invalidation.advancing).order_by(Invalidation.id).limit(1)
    begun = db.session.scalar(under_way.execution_options(populate_existing=True))
    return moderation.gather(campaign=begun.campaign_id, number=begun.id) if begun else 0


def gathered_all() -> None:
    """The jobs that gather, to their end."""
    while run_next(kinds=job_kinds()):
        pass


def worked(site: Site) -> int:
    """What the worker lets leave and numbers; the withdrawals in the log."""
    while moderation.remove_due():
        pass
    site.number()
    assert check(site.campaign) == []
    return count(Entry, kind="withdrawal")
