"""What witnesses said of a log's checkpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import db
from campaign.tally.cosignatures import with_lines
from campaign.tally.models import Checkpoint, CosignedCheckpoint, WitnessView

WHILE = timedelta(days=1)  # so long fewer cosignatures on a newer checkpoint don't take the place of more


@dataclass(frozen=True)
class Witnessed:
    """A published checkpoint with the cosignatures of witnesses that are named now."""

    size: int
    note: str
    made_at: datetime
    lines: tuple[str, ...]


def witness_view(campaign: int, witness: str) -> WitnessView | None:
    """How a witness stood to a log when it was last asked; None before that."""
    return db.session.get(WitnessView, (campaign, witness))


def cosigned(campaign: int, size: int, witness: str) -> CosignedCheckpoint | None:
    """What a witness said of the checkpoint of this size."""
    return db.session.get(CosignedCheckpoint, (campaign, size, witness))


def cosigned_lines(campaign: int, size: int) -> list[str]:
    """The cosignatures of witnesses that are named now on the checkpoint of this size, in their order."""
    said = (cosigned(campaign, size, witness.key) for witness in settings().witnesses)
    return [each.line for each in said if each]


def witnessed(campaign: int) -> Witnessed | None:
    """The checkpoint with the most cosignatures among those of the newest day that have any; the newest of these."""
    rows = _rows(campaign)
    if not rows:
        return None
    sizes: dict[int, int] = {}
    for _, size, _ in rows:
        sizes[size] = sizes.get(size, 0) + 1
    newest = max(at for _, _, at in rows)
    late = [size for size in sizes if any(each == size and at > newest - WHILE for _, each, at in rows)]
    best = max(late, key=lambda size: (sizes[size], size))
    checkpoint = db.session.get_one(Checkpoint, (campaign, best))
    lines = tuple(cosigned_lines(campaign, best))
    return Witnessed(best, with_lines(checkpoint.note, lines), checkpoint.made_at, lines)


def unwitnessed_since(campaign: int, size: int) -> datetime | None:
    """When the first published checkpoint of more than `size` entries was made; None where there is none."""
    query = select(Checkpoint.made_at).where(
        Checkpoint.campaign_id == campaign, Checkpoint.published, Checkpoint.size > size
    )
    return db.session.scalar(query.order_by(Checkpoint.size).limit(1))


def _rows(campaign: int) -> Sequence[tuple[str, int, datetime]]:
    """Witness, size and time of the newest cosignatures, of witnesses that are named now."""
    keys = [witness.key for witness in settings().witnesses]
    query = (
        select(CosignedCheckpoint.witness, CosignedCheckpoint.size, CosignedCheckpoint.seen_at)
        .join(
            Checkpoint,
            (Checkpoint.campaign_id == CosignedCheckpoint.campaign_id)
            & (Checkpoint.size == CosignedCheckpoint.size),
        )
        .where(CosignedCheckpoint.campaign_id == campaign, Checkpoint.published)
        .where(CosignedCheckpoint.witness.in_(keys))
        .order_by(CosignedCheckpoint.seen_at.desc())
        .limit(144 * 16)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
