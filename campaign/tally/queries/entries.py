"""Numbered entries, and where those of a signature stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select, type_coerce
from sqlalchemy.types import NullType

from campaign.extensions import among, db
from campaign.tally import entries
from campaign.tally.entries import EntryKind
from campaign.tally.models import Entry
from campaign.tally.removal import InvalidationReason

PAGE = 5_000


def has_signatures(campaign: int) -> bool:
    """Whether anyone ever confirmed, counted yet or not."""
    query = select(Entry.id).where(Entry.campaign_id == campaign, Entry.kind == EntryKind.SIGNATURE).limit(1)
    return db.session.scalar(query) is not None


def position_of(signature: int, *, kind: EntryKind = EntryKind.SIGNATURE) -> int | None:
    """Where a signature's entry, or its withdrawal, stands in the log; None while it waits."""
    return db.session.scalar(
        select(Entry.position).where(Entry.kind == kind, Entry.signature_id == signature)
    )


def positions_of(signatures: Sequence[int]) -> dict[int, int]:
    """Where the entries of these signatures stand in the log, at most some thousands; those that wait are left out."""
    query = select(Entry.signature_id, Entry.position).where(
        Entry.kind == EntryKind.SIGNATURE, among(Entry.signature_id, signatures), Entry.position.is_not(None)
    )
    return {signature or 0: position or 0 for signature, position in db.session.execute(query)}


def numbered_withdrawal(signature: Any) -> tuple[Any, ...]:
    """What holds of the numbered withdrawal of `signature`, a column: for a look that other rooms make."""
    return Entry.kind == EntryKind.WITHDRAWAL, Entry.signature_id == signature, Entry.position.is_not(None)


def removed_because(signatures: Sequence[int]) -> dict[int, InvalidationReason]:
    """Why organisers removed each of these signatures, at most some thousands, numbered or not.

    Those that count are left out; one that its signer withdrew raises ValueError.
    """
    query = select(Entry.signature_id, Entry.reason).where(
        Entry.kind == EntryKind.WITHDRAWAL, Entry.signature_id.in_(signatures)
    )
    return {row.signature_id: InvalidationReason(row.reason) for row in db.session.execute(query)}


def signature_at(campaign: int, position: int) -> Entry | None:
    """The entry of a signature that stands at `position`; None where none does."""
    return db.session.scalar(
        select(Entry).where(
            Entry.campaign_id == campaign, Entry.position == position, Entry.kind == EntryKind.SIGNATURE
        )
    )


def slip_at(campaign: int, position: int) -> int | None:
    """The slip of paper whose entry stands at `position`; None where none does."""
    return db.session.scalar(
        select(Entry.slip_id).where(
            Entry.campaign_id == campaign, Entry.position == position, Entry.kind == EntryKind.PAPER
        )
    )


def slip_positions(slips: Sequence[int]) -> dict[int, int]:
    """Where the entries of these slips stand in the log, at most some thousands; those that wait are left out."""
    query = select(Entry.slip_id, Entry.position).where(
        Entry.kind == EntryKind.PAPER, among(Entry.slip_id, slips), Entry.position.is_not(None)
    )
    return {row.slip_id: row.position for row in db.session.execute(query)}


def signatures_at(campaign: int, positions: Sequence[int]) -> dict[int, int]:
    """The signatures whose entries stand at these positions, by position; other entries are left out."""
    query = select(Entry.position, Entry.signature_id).where(
        Entry.campaign_id == campaign, Entry.kind == EntryKind.SIGNATURE, among(Entry.position, positions)
    )
    return {row.position: row.signature_id for row in db.session.execute(query)}


def committed_at(campaign: int, position: int) -> str | None:
    """The commitment, 64 hexadecimal digits, in the signature entry at `position`."""
    entry = signature_at(campaign, position)
    return entries.parse(entry.line or "").hash if entry else None


def named_by(campaign: int, *, kind: EntryKind, size: int) -> list[str]:
    """The hashes that `text` or `letters` entries below `size` name, in their order."""
    query = select(Entry.line).where(Entry.campaign_id == campaign, Entry.kind == kind, Entry.position < size)
    hashes = (entries.parse(line or "").hash for line in db.session.scalars(query.order_by(Entry.position)))
    return [digest for digest in hashes if digest]


def lines(campaign: int, *, start: int = 0, size: int | None = None) -> Iterator[tuple[int, str, str | None]]:
    """(position, line, country) of the numbered entries from `start` to below `size`, in order, a page at a time."""
    yield from _lines(campaign, Entry.__table__.c.line, start, size)


def kept_lines(campaign: int, *, size: int) -> Iterator[tuple[int, str | bytes, str | None]]:
    """The same of those below `size`, a line as it is kept: for who looks at many and reads few."""
    yield from _lines(campaign, type_coerce(Entry.__table__.c.line, NullType()), 0, size)


def _lines(
    campaign: int, line_of: Any, start: int, size: int | None
) -> Iterator[tuple[int, Any, str | None]]:
    after, rows = (
        start - 1,
        Entry.__table__.c,
    )  # the table: the session hands its rows on without looking at them
    while True:
        query = select(rows.position, line_of, rows.country).where(
            rows.campaign_id == campaign, rows.position > after
        )
        if size is not None:
            query = query.where(rows.position < size)
        page = db.session.execute(query.order_by(rows.position).limit(PAGE)).all()
        if not page:
            return
        for position, line, country in page:
            yield position, line or "", country
        after = page[-1][0]
