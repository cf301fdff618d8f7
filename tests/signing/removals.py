"""What tests of removals stand on: an hour's hold, and the worker's turns."""

from datetime import UTC, datetime, timedelta
from typing import Any

from campaign.releases.checking import check
from campaign.signing import actions as signing
from campaign.signing import weeding
from campaign.signing.weeding import Sought
from campaign.tally.models import Entry
from tests.cast import Site
from tests.tables import count

BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def invalidate(site: Site, reason: str = "fraud", **sought: Any) -> int:
    """Begin and gather, as the command does; the number."""
    last = weeding.newest_signature(site.campaign.id)
    number = signing.begin_invalidation(
        campaign=site.campaign.id, sought=Sought(**sought), reason=reason, last=last, wanted=0
    )
    while signing.gather(campaign=site.campaign.id, number=number, settings=site.settings):
        pass
    return number


def worked(site: Site) -> int:
    """What the worker lets leave and numbers; the withdrawals in the log."""
    while signing.remove_due():
        pass
    site.number()
    assert check(site.campaign) == []
    return count(Entry, kind="withdrawal")
