"""Entries that the sequencer hasn't numbered yet."""

from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from campaign.extensions import db
from campaign.tally.batches import Waiting
from campaign.tally.entries import EntryKind
from campaign.tally.models import Entry


def waiting_count(campaign: int) -> int:
    """Entries that the sequencer hasn't numbered yet."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Entry)
            .where(Entry.campaign_id == campaign, Entry.position.is_(None))
        )
        or 0
    )


def waiting_of_kind(campaign: int) -> tuple[int, int]:
    """How many signatures, and how many withdrawals, the sequencer hasn't numbered yet."""
    query = select(Entry.kind, func.count().label("number")).where(
        Entry.campaign_id == campaign, Entry.position.is_(None)
    )
    counts = {row.kind: row.number for row in db.session.execute(query.group_by(Entry.kind))}
    return counts.get(EntryKind.SIGNATURE, 0), counts.get(EntryKind.WITHDRAWAL, 0)


def all_waiting() -> tuple[int, datetime | None]:
    """Entries of all logs that wait to be numbered, and since when the oldest signature among them does."""
    oldest_signature = func.min(Entry.waiting_since).filter(Entry.kind == EntryKind.SIGNATURE)
    query = select(func.count(), oldest_signature).where(Entry.position.is_(None))
    count, oldest = db.session.execute(query).one()
    return count, oldest


def waiting_since(campaign: int) -> tuple[int, datetime | None]:
    """How many entries wait, five at most, and since when the oldest of them does."""
    oldest = db.session.scalars(
        select(Entry.waiting_since)
        .where(Entry.campaign_id == campaign, Entry.position.is_(None))
        .order_by(Entry.id)
        .limit(5)
    ).all()
    return len(oldest), (oldest[0] if oldest else None)


def waiting(campaign: int, *, limit: int) -> list[Waiting]:
    """The next entries to number, oldest first; withdrawals with the position of what they withdraw."""
    withdrawn, slip = aliased(Entry), aliased(Entry)
    rows = db.session.execute(
        select(
            Entry.id,
            Entry.kind,
            Entry.line,
            Entry.country,
            Entry.signature_id,
            Entry.reason,
            func.coalesce(withdrawn.position, slip.position),
            Entry.slip_id,
        )
        .outerjoin(
            withdrawn,
            and_(
                Entry.kind == EntryKind.WITHDRAWAL,
                withdrawn.kind == EntryKind.SIGNATURE,
                withdrawn.signature_id == Entry.signature_id,
            ),
        )
        .outerjoin(
            slip,
            and_(
                Entry.kind == EntryKind.WITHDRAWAL,
                slip.kind == EntryKind.PAPER,
                slip.slip_id == Entry.slip_id,
            ),
        )
        .where(Entry.campaign_id == campaign, Entry.position.is_(None))
        .order_by(Entry.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]
