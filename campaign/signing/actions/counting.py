"""What `campaign stats` shows of rows that go: counted in the transaction that takes them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from campaign.extensions import db, insert, transaction
from campaign.signing.models import DailyCount, DailyCountKind, Signature

Key = tuple[int, date]


def note_refused(gone: Iterable[tuple[int, datetime]]) -> int:
    """Count submissions that were deleted, by their campaign and the hour they were sent; returns how many."""
    counts = Counter((campaign, hour.date()) for campaign, hour in gone)
    _add(DailyCountKind.REFUSED, counts)
    return counts.total()


def note_confirmed(*where: Any) -> None:
    """Count the signatures that are about to lose the day of their form."""
    days = (Signature.campaign_id, Signature.sent_on)
    query = select(*days, func.count()).where(*where, Signature.sent_on.is_not(None)).group_by(*days)
    counts = {(campaign, day): count for campaign, day, count in db.session.execute(query) if day}
    _add(DailyCountKind.CONFIRMED, counts)


def _add(kind: DailyCountKind, counts: Mapping[Key, int]) -> None:
    with transaction() as session:
        for (campaign, day), count in sorted(counts.items()):
            statement = insert(DailyCount).values(campaign_id=campaign, day=day, kind=kind, count=count)
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=["campaign_id", "day", "kind"],
                    set_={"count": DailyCount.count + statement.excluded.count},
                )
            )
