"""What was stated of the count: the exact total of now, the figures of the last statement, and the days before it.

Of earlier statements there are the days and how many each took in; figures by country are of the last one alone.
"""

from datetime import date
from typing import Any

from campaign.api.addresses import of_campaign
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.tally.history import stated_days
from campaign.tally.queries import PublicTally

DAYS = 400  # on a page: a year and a month


def statements(campaign: Campaign, before: date | None = None) -> dict[str, Any]:
    """A page of the days, the newest first, those before a day; with what is so now."""
    checkpoint = tally_queries.published_checkpoint(campaign.id)
    tally = tally_queries.public_tally(campaign.id)
    days = stated_days(campaign.id, checkpoint) if checkpoint else []
    earlier = [each for each in reversed(days) if before is None or each[0] < before]
    listed = earlier[:DAYS]
    further = listed[-1][0].isoformat() if len(earlier) > DAYS else None
    return {
        "campaign": campaign.slug,
        **total(tally),
        "last": _last(campaign, tally),
        "days": [{"date": day.isoformat(), "taken_in": taken_in} for day, taken_in in listed],
        "next": of_campaign(campaign.slug, "statements", f"before:{further}") if further else None,
    }


def total(tally: PublicTally) -> dict[str, Any]:
    """The exact total, and the day of it; `paper` is apart from it, in complete tens."""
    return {
        "total": tally.total,
        "paper": tally.paper if tally.has_paper else None,
        "as_of": tally.as_of.date().isoformat() if tally.as_of else None,
    }


def _last(campaign: Campaign, tally: PublicTally) -> dict[str, Any] | None:
    if tally.stated is None:
        return None
    stated = tally.stated.without(campaign.unstated)
    return {
        "date": stated.day.isoformat(),
        "taken_in": stated.taken_in,
        "countries": dict(stated.ranked),
        "not_shown": stated.not_shown,
    }
