"""The signatures of an invalidation are named, a batch at a time; all of them count on meanwhile."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.moderation import queries
from campaign.releases import queries as releases_queries
from campaign.signing.models import InvalidatedSignature, Invalidation, Signature

BATCH = 1_000


def go_on(*, campaign: int, number: int, advancing: bool = False) -> None:
    """Somebody lets the gathering of one go on that was stopped; then `gather` does. Raises Refusal."""
    with transaction():
        invalidation = unended(campaign, number)
        if invalidation.due_at is None:
            invalidation.advancing = advancing
            audit.note(
                Act.INVALIDATE_GO_ON, campaign=releases_queries.campaign_by_id(campaign).slug, number=number
            )


def stop_gathering(*, campaign: int, number: int) -> None:
    """Somebody stops its gathering: all that was gathered counts on until `go_on`. Raises Refusal."""
    with transaction():
        invalidation = unended(campaign, number)
        if invalidation.due_at is None:
            invalidation.advancing = False
            audit.note(
                Act.INVALIDATE_STOP, campaign=releases_queries.campaign_by_id(campaign).slug, number=number
            )


def gather(*, campaign: int, number: int) -> int:
    """Name the next batch of its signatures; 0 once all are named and the hold has begun. Raises Refusal."""
    keys = _next_matching(campaign, number)  # a look at many, without the writer's turn
    with transaction() as session:
        invalidation = unended(campaign, number)
        if invalidation.due_at is not None:
            return 0
        if not keys:
            invalidation.due_at = clock.now() + timedelta(seconds=settings().hold_seconds)
            invalidation.advancing = False
            return 0
        # Who has withdrawn since the look is named too, and not counted when they leave.
        statement = insert(InvalidatedSignature).on_conflict_do_nothing()
        session.execute(statement, [{"signature_id": key, "invalidation_id": number} for key in keys])
        return len(keys)


def _next_matching(campaign: int, number: int) -> Sequence[int]:
    invalidation = queries.invalidation(campaign, number)
    if invalidation is None:
        return []
    mine = InvalidatedSignature.invalidation_id == number
    after = db.session.scalar(select(func.max(InvalidatedSignature.signature_id)).where(mine)) or 0
    sought = queries.sought(invalidation)
    wanted = queries.matching(campaign, sought, last=invalidation.last)
    query = select(Signature.id).where(*wanted, Signature.id > after).order_by(Signature.id)
    return db.session.scalars(query.limit(BATCH)).all()


def ungathered(*, campaign: int, number: int) -> Invalidation:
    """One whose hold hasn't begun, in the caller's transaction. Raises Refusal."""
    invalidation = unended(campaign, number)
    if invalidation.due_at is not None:
        raise Refusal("moderation/gathered", number=number)
    return invalidation


def unended(campaign: int, number: int) -> Invalidation:
    """One whose signatures haven't left, and that wasn't undone, in the caller's transaction. Raises Refusal."""
    invalidation = queries.invalidation(campaign, number, lock=True)
    if invalidation is None:
        raise Refusal("moderation/no-invalidation", number=number)
    if invalidation.undone_at is not None:
        raise Refusal("moderation/undone", number=number)
    if invalidation.ended_at is not None:
        raise Refusal("moderation/removed-for-good", number=number, removed=invalidation.removed)
    return invalidation
