"""What tests of removals stand on: an hour's hold, and the worker's turns."""

from datetime import UTC, datetime, timedelta
from typing import Any

from campaign.moderation import actions as moderation
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.releases.figures import check
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


def worked(site: Site) -> int:
    """What the worker lets leave and numbers; the withdrawals in the log."""
    while moderation.remove_due():
        pass
    site.number()
    assert check(site.campaign) == []
    return count(Entry, kind="withdrawal")
