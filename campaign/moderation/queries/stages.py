"""What was invalidated, and how far each of it is."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.moderation.queries.signatures import Sought
from campaign.moderation.queries.submissions import AT_A_LOOK
from campaign.signing.models import (
    InvalidatedSignature,
    Invalidation,
)
from campaign.tally.removal import InvalidationReason
from campaign.vault import trusted_time


class Stage(StrEnum):
    """How far an invalidation is; `stopped` while a command gathers it, or was left so."""

    GATHERING = "gathering"
    STOPPED = "stopped"
    HELD = "held"
    LEAVING = "leaving"
    REMOVED = "removed"
    UNDONE = "undone"


def invalidations(campaign: int) -> Sequence[Invalidation]:
    """The newest AT_A_LOOK, newest first."""
    query = select(Invalidation).where(Invalidation.campaign_id == campaign)
    return db.session.scalars(query.order_by(Invalidation.id.desc()).limit(AT_A_LOOK)).all()


def invalidation(campaign: int, key: int, *, lock: bool = False) -> Invalidation | None:
    """One of a campaign's invalidations."""
    query = select(Invalidation).where(Invalidation.campaign_id == campaign, Invalidation.id == key)
    query = query.execution_options(populate_existing=True)
    return db.session.scalar(query.with_for_update() if lock else query)


def gathered(key: int) -> int:
    """How many signatures an invalidation has that still count."""
    query = select(func.count()).select_from(InvalidatedSignature)
    return db.session.scalar(query.where(InvalidatedSignature.invalidation_id == key)) or 0


def gathered_each(keys: Sequence[int]) -> dict[int, int]:
    """The same of several."""
    mine = InvalidatedSignature.invalidation_id
    query = select(mine, func.count()).where(mine.in_(keys)).group_by(mine)
    return {row[0]: row[1] for row in db.session.execute(query)}


def stopped_count(campaign: int) -> int:
    """How many invalidations wait to be gone on with, or undone."""
    waits = Invalidation.due_at.is_(None), Invalidation.undone_at.is_(None), Invalidation.ended_at.is_(None)
    query = select(func.count()).select_from(Invalidation)
    query = query.where(Invalidation.campaign_id == campaign, ~Invalidation.advancing, *waits)
    return db.session.scalar(query) or 0


def named_by_undone(*, limit: int) -> list[int]:
    """As many of the signatures that undone invalidations still name.

    In two looks: in one, PostgreSQL may go through all that invalidations name, and ask of each whether it is undone.
    """
    undone = db.session.scalars(select(Invalidation.id).where(Invalidation.undone_at.is_not(None))).all()
    mine = InvalidatedSignature.invalidation_id.in_(undone)
    query = select(InvalidatedSignature.signature_id).where(mine).limit(limit)
    return list(db.session.scalars(query)) if undone else []


def sought(invalidation: Invalidation) -> Sought:
    """Which signatures an invalidation is of."""
    listed = None if invalidation.listed is None else tuple(invalidation.listed)
    return Sought(invalidation.country, invalidation.day, invalidation.since, invalidation.domain_tag, listed)


def gathering(campaign: int, *, last: int, reason: InvalidationReason) -> list[Invalidation]:
    """Those that the worker gathers now, of the signatures up to `last`, for this reason."""
    query = select(Invalidation).where(Invalidation.advancing, Invalidation.campaign_id == campaign)
    query = query.where(Invalidation.last == last, Invalidation.reason == reason)
    return list(db.session.scalars(query.limit(AT_A_LOOK)))


def due() -> Invalidation | None:
    """The oldest invalidation whose hold is over and that isn't through yet."""
    query = select(Invalidation).where(
        Invalidation.ended_at.is_(None),
        Invalidation.undone_at.is_(None),
        Invalidation.due_at <= trusted_time.now(),
    )
    return db.session.scalar(query.order_by(Invalidation.due_at, Invalidation.id).limit(1))


def stage(invalidation: Invalidation) -> Stage:
    """How far it is now."""
    if invalidation.undone_at is not None:
        return Stage.UNDONE
    if invalidation.ended_at is not None:
        return Stage.REMOVED
    if invalidation.due_at is None:
        return Stage.GATHERING if invalidation.advancing else Stage.STOPPED
    return Stage.HELD if invalidation.due_at > trusted_time.now() else Stage.LEAVING
