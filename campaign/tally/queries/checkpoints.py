"""What the public sees, and what stood at a checkpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from campaign.extensions import db
from campaign.lib.tens import complete_tens
from campaign.tally import entries
from campaign.tally.entries import RemovalReason, Stated
from campaign.tally.models import Checkpoint, Entry


@dataclass(frozen=True)
class PublicTally:
    """The newest checkpoint: its exact total, the last statement before it, and what was removed.

    `stated_size` is the log's size with that statement, `removed` the withdrawals among the entries by reason.
    `paper` is what stands on paper, in complete tens and in no total; `has_paper` whether any does.
    """

    total: int = 0
    paper: int = 0
    has_paper: bool = False
    size: int = 0
    as_of: datetime | None = None
    stated: Stated | None = None
    stated_size: int = 0
    removed: Mapping[RemovalReason, int] = field(default_factory=dict)

    @property
    def ranked(self) -> list[tuple[str, int]]:
        """(code, figure) of the last statement, the largest first."""
        return self.stated.ranked if self.stated else []


def public_tally(campaign: int) -> PublicTally:
    """What the public may know now; zeros before the first published checkpoint."""
    return _tally_at(published_checkpoint(campaign))


def numbered_tally(campaign: int) -> PublicTally:
    """The same at the newest checkpoint there is: the public may be about to see it."""
    return _tally_at(newest_checkpoint(campaign))


def _tally_at(checkpoint: Checkpoint | None) -> PublicTally:
    if checkpoint is None:
        return PublicTally()
    return PublicTally(
        total=checkpoint.total,
        paper=complete_tens(checkpoint.paper),
        has_paper=checkpoint.paper > 0,
        size=checkpoint.size,
        as_of=checkpoint.made_at,
        stated=stated_at(checkpoint.campaign_id, checkpoint.tally_position),
        stated_size=0 if checkpoint.tally_position is None else checkpoint.tally_position + 1,
        removed=checkpoint.removed,
    )


def published_checkpoint(campaign: int) -> Checkpoint | None:
    """The newest checkpoint that the public is shown."""
    query = select(Checkpoint).where(Checkpoint.campaign_id == campaign, Checkpoint.published)
    return db.session.scalar(query.order_by(Checkpoint.size.desc()).limit(1))


def newest_checkpoint(campaign: int) -> Checkpoint | None:
    """The newest one, published or not."""
    query = select(Checkpoint).where(Checkpoint.campaign_id == campaign)
    return db.session.scalar(query.order_by(Checkpoint.size.desc()).limit(1))


def newest_paper(campaign: int) -> int:
    """How many slips of paper stand at the newest checkpoint, exact."""
    checkpoint = newest_checkpoint(campaign)
    return checkpoint.paper if checkpoint else 0


def checkpoint_at(campaign: int, size: int) -> Checkpoint | None:
    """The checkpoint of this size, published or not."""
    return db.session.get(Checkpoint, (campaign, size))


def anything_published(campaign: int) -> bool:
    """Whether any checkpoint of this log was ever shown to the public."""
    return published_checkpoint(campaign) is not None


def removed_at(campaign: int, size: int) -> Mapping[RemovalReason, int]:
    """The withdrawals by reason in the checkpoint of this size; none where there is no such checkpoint."""
    checkpoint = db.session.get(Checkpoint, (campaign, size))
    return checkpoint.removed if checkpoint else {}


def root_at(campaign: int, size: int) -> str:
    """The root hash in the checkpoint of this size, in base64; empty where there is none."""
    checkpoint = db.session.get(Checkpoint, (campaign, size))
    return checkpoint.note.split("\n")[2] if checkpoint else ""


def stated_at(campaign: int, position: int | None) -> Stated | None:
    """What the `tally` line at `position` states; None where there is none yet."""
    if position is None:
        return None
    line = db.session.scalar(
        select(Entry.line).where(Entry.campaign_id == campaign, Entry.position == position)
    )
    return entries.parse(line or "").stated
