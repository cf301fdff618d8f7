"""Reading the log: for the public always exactly a checkpoint, for organisers the exact counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from campaign.extensions import db
from campaign.tally import entries
from campaign.tally.entries import Stated
from campaign.tally.models import Checkpoint, CountryCount, Entry, LogHead, LogTile
from campaign.tally.sequencing import Waiting

PAGE = 5_000


@dataclass(frozen=True)
class PublicTally:
    """The newest checkpoint: its exact total, the figures of the last statement before it, and what was removed.

    `removed` holds the withdrawals among its entries by reason.
    """

    total: int
    countries: Mapping[str, int]
    size: int
    as_of: datetime | None
    stated: Stated | None
    removed: Mapping[str, int] = field(default_factory=dict)

    @property
    def not_shown(self) -> int:
        """What no country's figure shows; with the figures it adds up to `total`."""
        return self.total - sum(self.countries.values())

    @property
    def ranked(self) -> list[tuple[str, int]]:
        """(code, figure), the largest first."""
        return sorted(self.countries.items(), key=lambda pair: (-pair[1], pair[0]))


def public_tally(campaign: int) -> PublicTally:
    """What the public may know now; zeros before the first published checkpoint."""
    return _tally_at(published_checkpoint(campaign))


def numbered_tally(campaign: int) -> PublicTally:
    """The same at the newest checkpoint there is: the public may be about to see it."""
    return _tally_at(newest_checkpoint(campaign))


def _tally_at(checkpoint: Checkpoint | None) -> PublicTally:
    if checkpoint is None:
        return PublicTally(0, {}, 0, None, None)
    stated = stated_at(checkpoint.campaign_id, checkpoint.tally_position)
    countries = stated.countries if stated else {}
    return PublicTally(
        checkpoint.total, countries, checkpoint.size, checkpoint.made_at, stated, checkpoint.removed
    )


def published_checkpoint(campaign: int) -> Checkpoint | None:
    """The newest checkpoint that the public is shown."""
    query = select(Checkpoint).where(Checkpoint.campaign_id == campaign, Checkpoint.published)
    return db.session.scalar(query.order_by(Checkpoint.size.desc()).limit(1))


def newest_checkpoint(campaign: int) -> Checkpoint | None:
    """The newest one, published or not."""
    query = select(Checkpoint).where(Checkpoint.campaign_id == campaign)
    return db.session.scalar(query.order_by(Checkpoint.size.desc()).limit(1))


def anything_published(campaign: int) -> bool:
    """Whether any checkpoint of this log was ever shown to the public."""
    return published_checkpoint(campaign) is not None


def unsigned_checkpoints(campaign: int) -> Sequence[Checkpoint]:
    """Those of before the log was a tree, the oldest first."""
    query = select(Checkpoint).where(Checkpoint.campaign_id == campaign, Checkpoint.note.is_(None))
    return db.session.scalars(query.order_by(Checkpoint.size)).all()


def tile(campaign: int, level: int, number: int) -> bytes | None:
    """The hashes of a tile as wide as it is now."""
    row = db.session.get(LogTile, (campaign, level, number))
    return row.hashes if row else None


def stated_at(campaign: int, position: int | None) -> Stated | None:
    """What the `tally` line at `position` states; None where there is none yet."""
    if position is None:
        return None
    line = db.session.scalar(
        select(Entry.line).where(Entry.campaign_id == campaign, Entry.position == position)
    )
    return entries.parse(line or "").stated


def head(campaign: int) -> LogHead | None:
    """The log's head, None for a campaign that was never opened."""
    return db.session.get(LogHead, campaign, populate_existing=True)


def verifier(campaign: int) -> str:
    """The key that checkpoints are checked with, as text; empty until one is published."""
    found = head(campaign)
    return (found.verifier or "") if found else ""


def exact_counts(campaign: int) -> dict[str, int]:
    """Standing signatures by country code, exact. Organisers only."""
    rows = db.session.execute(
        select(CountryCount.country, CountryCount.count.label("standing")).where(
            CountryCount.campaign_id == campaign, CountryCount.count != 0
        )
    )
    return {row.country: row.standing for row in rows}


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


def all_waiting() -> tuple[int, datetime | None]:
    """Entries of all logs that wait to be numbered, and since when the oldest signature among them does."""
    oldest_signature = func.min(Entry.waiting_since).filter(Entry.kind == "signature")
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
    withdrawn = aliased(Entry)
    rows = db.session.execute(
        select(
            Entry.id,
            Entry.kind,
            Entry.line,
            Entry.country,
            Entry.signature_id,
            Entry.reason,
            withdrawn.position,
        )
        .outerjoin(
            withdrawn,
            and_(
                Entry.kind == "withdrawal",
                withdrawn.kind == "signature",
                withdrawn.signature_id == Entry.signature_id,
            ),
        )
        .where(Entry.campaign_id == campaign, Entry.position.is_(None))
        .order_by(Entry.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]


def has_signatures(campaign: int) -> bool:
    """Whether anyone ever confirmed, counted yet or not."""
    query = select(Entry.id).where(Entry.campaign_id == campaign, Entry.kind == "signature").limit(1)
    return db.session.scalar(query) is not None


def tally_position_at(campaign: int, size: int) -> int | None:
    """Where the last `tally` line of the checkpoint of this size stands; None where there is no such checkpoint."""
    checkpoint = db.session.get(Checkpoint, (campaign, size))
    return checkpoint.tally_position if checkpoint else None


def removed_at(campaign: int, size: int) -> Mapping[str, int]:
    """The withdrawals by reason in the checkpoint of this size; none where there is no such checkpoint."""
    checkpoint = db.session.get(Checkpoint, (campaign, size))
    return checkpoint.removed if checkpoint else {}


def root_at(campaign: int, size: int) -> str:
    """The root hash in the checkpoint of this size, in base64; empty where there is none, or none signed yet."""
    checkpoint = db.session.get(Checkpoint, (campaign, size))
    return checkpoint.note.split("\n")[2] if checkpoint and checkpoint.note else ""


def first_checkpoint_with(campaign: int, position: int) -> int:
    """The size of the first checkpoint that holds the line at `position`.

    Later batches make further checkpoints but never an earlier one, so this stays the same, and its total is the
    line's. It is a size that the public was shown: at the close, where `closed` follows the line in its batch,
    position + 1 is not.
    """
    query = select(func.min(Checkpoint.size)).where(
        Checkpoint.campaign_id == campaign, Checkpoint.size > position
    )
    return db.session.execute(query).scalar_one()


def position_of(signature: int, *, kind: str = "signature") -> int | None:
    """Where a signature's entry, or its withdrawal, stands in the log; None while it waits."""
    return db.session.scalar(
        select(Entry.position).where(Entry.kind == kind, Entry.signature_id == signature)
    )


def positions_of(signatures: Sequence[int]) -> dict[int, int]:
    """Where the entries of these signatures stand in the log, at most some thousands; those that wait are left out."""
    query = select(Entry.signature_id, Entry.position).where(
        Entry.kind == "signature", Entry.signature_id.in_(signatures), Entry.position.is_not(None)
    )
    return {row.signature_id: row.position for row in db.session.execute(query)}


def numbered_withdrawal(signature: Any) -> tuple[Any, ...]:
    """What holds of the numbered withdrawal of `signature`, a column: for a look that other rooms make."""
    return Entry.kind == "withdrawal", Entry.signature_id == signature, Entry.position.is_not(None)


def removed_because(signatures: Sequence[int]) -> dict[int, str]:
    """Why each of these signatures, at most some thousands, is withdrawn, numbered or not; the others are left out."""
    query = select(Entry.signature_id, Entry.reason).where(
        Entry.kind == "withdrawal", Entry.signature_id.in_(signatures)
    )
    return {row.signature_id: row.reason or "withdrawn" for row in db.session.execute(query)}


def signature_at(campaign: int, position: int) -> Entry | None:
    """The entry of a signature that stands at `position`; None where none does."""
    return db.session.scalar(
        select(Entry).where(
            Entry.campaign_id == campaign, Entry.position == position, Entry.kind == "signature"
        )
    )


def committed_at(campaign: int, position: int) -> str | None:
    """The commitment, 64 hexadecimal digits, in the signature entry at `position`."""
    entry = signature_at(campaign, position)
    return entries.parse(entry.line or "").hash if entry else None


def named_by(campaign: int, *, kind: str, size: int) -> list[str]:
    """The hashes that `text` or `letters` entries below `size` name, in their order."""
    query = select(Entry.line).where(Entry.campaign_id == campaign, Entry.kind == kind, Entry.position < size)
    found = (entries.parse(line or "").hash for line in db.session.scalars(query.order_by(Entry.position)))
    return [digest for digest in found if digest]


def lines(campaign: int, *, start: int = 0, size: int | None = None) -> Iterator[tuple[int, str, str | None]]:
    """(position, line, country) of the numbered entries from `start` to below `size`, in order, a page at a time."""
    after = start - 1
    while True:
        query = select(Entry.position, Entry.line, Entry.country).where(
            Entry.campaign_id == campaign, Entry.position > after
        )
        if size is not None:
            query = query.where(Entry.position < size)
        rows = db.session.execute(query.order_by(Entry.position).limit(PAGE)).all()
        if not rows:
            return
        for position, line, country in rows:
            yield position or 0, line or "", country
        after = rows[-1][0] or 0
