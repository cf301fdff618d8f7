"""What `campaign stats` shows of rows that go: counted in the transaction that takes them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from campaign.extensions import db, insert, transaction
from campaign.signing.models import DailyCount, DailyCountKind, Signature, SubmissionState

Key = tuple[int, date]


def note_refused(gone: Iterable[tuple[int, datetime, SubmissionState]]) -> int:
    """Count submissions that were deleted, by their campaign and the hour they were sent; returns how many.

    Those still held are counted among them once more: a rule held them, and no organiser let them in.
    """
    counts, by_rules = Counter[Key](), Counter[Key]()
    for campaign, hour, state in gone:
        counts[campaign, hour.date()] += 1
        by_rules[campaign, hour.date()] += state == SubmissionState.HELD
    _add(DailyCountKind.REFUSED, counts, by_rules)
    return counts.total()


def note_confirmed(*where: Any) -> None:
    """Count the signatures that are about to lose the day of their form."""
    days = (Signature.campaign_id, Signature.sent_on)
    query = select(*days, func.count()).where(*where, Signature.sent_on.is_not(None)).group_by(*days)
    counts = {(campaign, day): count for campaign, day, count in db.session.execute(query) if day}
    _add(DailyCountKind.CONFIRMED, counts)


def _add(kind: DailyCountKind, counts: Mapping[Key, int], by_rules: Mapping[Key, int] | None = None) -> None:
    with transaction() as session:
        for (campaign, day), count in sorted(counts.items()):
            held = (by_rules or {}).get((campaign, day), 0)
            row = {"campaign_id": campaign, "day": day, "kind": kind, "count": count, "by_rules": held}
            statement = insert(DailyCount).values(**row)
            more = {
                "count": DailyCount.count + statement.excluded.count,
                "by_rules": DailyCount.by_rules + statement.excluded.by_rules,
            }
            session.execute(
                statement.on_conflict_do_update(index_elements=["campaign_id", "day", "kind"], set_=more)
            )
