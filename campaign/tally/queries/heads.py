"""Where a log stands, its tiles, and the exact counts behind it."""

from collections import Counter
from typing import Any

from sqlalchemy import ScalarSelect, select

from campaign.extensions import db
from campaign.tally.lots import Counts
from campaign.tally.models import CountryCount, LogHead, LogTile


def head(campaign: int) -> LogHead | None:
    """The log's head, None for a campaign that was never opened."""
    return db.session.get(LogHead, campaign, populate_existing=True)


def origin_of(campaign: Any) -> ScalarSelect[str]:
    """The origin of the log of a campaign, a column of another query."""
    return (
        select(LogHead.__table__.c.origin)
        .where(LogHead.__table__.c.campaign_id == campaign)
        .scalar_subquery()
    )


def verifier(campaign: int) -> str:
    """The key that checkpoints are checked with, as text; empty until one is published."""
    row = head(campaign)
    return (row.verifier or "") if row else ""


def exact_counts(campaign: int) -> dict[str, int]:
    """Standing signatures by country code, exact. Organisers only."""
    rows = db.session.execute(
        select(CountryCount.country, CountryCount.count.label("standing")).where(
            CountryCount.campaign_id == campaign, CountryCount.count != 0
        )
    )
    return {row.country: row.standing for row in rows}


def counts(head: LogHead) -> Counts:
    """Standing signatures by country code, and what waits to be stated of them, exact. Never public."""
    rows = db.session.scalars(
        select(CountryCount)
        .where(CountryCount.campaign_id == head.campaign_id)
        .execution_options(populate_existing=True)
    ).all()
    return Counts(
        Counter({row.country: row.count for row in rows}),
        Counter({row.country: row.joins for row in rows}),
        Counter({row.country: row.leaves for row in rows}),
        head.taken_until,
    )


def tile(campaign: int, level: int, number: int) -> bytes | None:
    """The hashes of a tile as wide as it is now."""
    row = db.session.get(LogTile, (campaign, level, number))
    return row.hashes if row else None
