"""Submissions that are held, until an organiser has looked at them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.signing.models import (
    HeldReason,
    Submission,
    SubmissionState,
)

AT_A_LOOK = 50


def held(campaign: int, *, after: int = 0) -> Sequence[Submission]:
    """The held submissions behind number `after`, the oldest first; at most AT_A_LOOK."""
    query = select(Submission).where(
        Submission.campaign_id == campaign, Submission.state == SubmissionState.HELD, Submission.id > after
    )
    return db.session.scalars(query.order_by(Submission.id).limit(AT_A_LOOK)).all()


def held_count(campaign: int) -> int:
    """How many wait for an organiser, and not for their mail."""
    query = select(func.count()).select_from(Submission)
    return (
        db.session.scalar(
            query.where(Submission.campaign_id == campaign, Submission.state == SubmissionState.HELD)
        )
        or 0
    )


def is_held_since(campaign: int, moment: datetime, *, not_before: datetime | None = None) -> bool:
    """Whether a form has been held since that moment or before; with `not_before`, not since before that."""
    held = Submission.campaign_id == campaign, Submission.state == SubmissionState.HELD
    query = select(Submission.id).where(*held, Submission.hour <= moment)
    if not_before is not None:
        query = query.where(Submission.hour > not_before)
    return db.session.scalar(query.limit(1)) is not None


def held_by_reason(campaign: int) -> dict[HeldReason | None, int]:
    """How many are held, for what; None for those held before reasons were noted."""
    query = select(Submission.held_because, func.count()).group_by(Submission.held_because)
    held = Submission.campaign_id == campaign, Submission.state == SubmissionState.HELD
    rows = db.session.execute(query.where(*held, Submission.id > 0))  # which leads to their own index
    return {row[0]: row[1] for row in rows}
