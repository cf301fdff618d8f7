"""Signatures taken out of the count, for a stated reason.

An invalidation only names its signatures at first, and they go on counting: so it can be stopped anywhere, undone as
long as its hold lasts, and a signer who withdraws meanwhile is counted once. Then the worker lets them leave.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind
from campaign.extensions import batches, db, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.moderation import queries
from campaign.moderation.actions.gathering import unended
from campaign.moderation.queries import Sought
from campaign.releases import queries as releases_queries
from campaign.signing.actions.leaving import GONE
from campaign.signing.models import (
    InvalidatedSignature,
    Invalidation,
    Signature,
    SignatureState,
    Submission,
    SubmissionState,
)
from campaign.tally import actions as tally
from campaign.tally.entries import RemovalReason
from campaign.tally.removal import InvalidationReason
from campaign.vault import trusted_time
from campaign.vault.wiping import note_erased

BATCH = 1_000


def begin_invalidation(
    *,
    campaign: int,
    sought: Sought,
    reason: InvalidationReason,
    last: int,
    wanted: int,
    advancing: bool = False,
) -> int:
    """Write down what is to leave the count, of the signatures up to `last`; the number of the invalidation.

    With `advancing` the worker gathers them.
    """
    with transaction() as session:
        made = Invalidation(
            campaign_id=campaign,
            reason=reason,
            last=last,
            wanted=wanted,
            removed=0,
            made_at=clock.now(),
            advancing=advancing,
            **vars(sought),
        )
        session.add(made)
        session.flush()
        audit.note(
            Act.INVALIDATE,
            campaign=_slug(campaign),
            rules=_rules(sought),
            people=wanted,
            number=made.id,
            reason=str(reason),
        )
        return made.id


def undo_invalidation(*, campaign: int, number: int) -> int:
    """Let its signatures count on, while none of them has left; how many there were. Raises Refusal."""
    with transaction():
        invalidation = unended(campaign, number)
        if invalidation.due_at is not None and invalidation.due_at <= trusted_time.now():
            raise Refusal("moderation/hold-over", number=number, ended=invalidation.due_at)
        count = queries.gathered(number)
        _forget_rule(invalidation)
        invalidation.undone_at, invalidation.advancing = clock.now(), False
        audit.note(Act.INVALIDATE_UNDO, campaign=_slug(campaign), people=count, number=number)
    for _ in batches(release_undone):
        pass
    return count


def release_undone() -> int:
    """Let go of a batch of what undone invalidations had named: others may name it. Returns how many."""
    keys = queries.named_by_undone(limit=BATCH)
    if keys:
        with transaction() as session:
            session.execute(delete(InvalidatedSignature).where(InvalidatedSignature.signature_id.in_(keys)))
    return len(keys)


def stop_restored(*, since: datetime) -> list[Invalidation]:
    """Stop every invalidation that was on hold or gathered at `since`, when a backup was made: it may be undone since.

    `--go-on` lets its hold begin anew. One whose hold was over could not be undone any more, and goes on.
    """
    with transaction() as session:
        held = (
            Invalidation.ended_at.is_(None), Invalidation.undone_at.is_(None), Invalidation.removed == 0,
            or_(Invalidation.due_at > since, Invalidation.advancing),
        )  # fmt: skip
        invalidations = session.scalars(select(Invalidation).where(*held).order_by(Invalidation.id)).all()
        for each in invalidations:
            each.due_at, each.advancing = None, False
            audit.note(Act.INVALIDATE_STOP, campaign=_slug(each.campaign_id), number=each.id)
        return list(invalidations)


def remove_due() -> int:
    """Let a batch of what was invalidated leave the count, once its hold is over; how many were looked at."""
    if queries.due() is None:
        return 0  # a look that takes no writer's turn
    with transaction() as session:
        due = queries.due()
        invalidation = queries.invalidation(due.campaign_id, due.id, lock=True) if due else None
        if invalidation is None or invalidation.undone_at or invalidation.ended_at:
            return 0
        mine = InvalidatedSignature.invalidation_id == invalidation.id
        query = select(InvalidatedSignature.signature_id).where(mine)
        keys = session.scalars(query.order_by(InvalidatedSignature.signature_id).limit(BATCH)).all()
        if not keys:
            _forget_rule(invalidation)
            invalidation.ended_at = clock.now()
            audit.note(
                Act.INVALIDATE_END,
                campaign=_slug(invalidation.campaign_id),
                people=invalidation.removed,
                number=invalidation.id,
                reason=str(invalidation.reason),
            )
            return 1
        invalidation.removed += _leave(invalidation, keys)
        session.execute(delete(InvalidatedSignature).where(InvalidatedSignature.signature_id.in_(keys)))
        return len(keys)


def _leave(invalidation: Invalidation, keys: Sequence[int]) -> int:
    """Those that still count do so no longer; a signer who withdrew meanwhile has an entry of her own."""
    ended = update(Signature).where(Signature.id.in_(keys), Signature.state == SignatureState.COUNTED)
    ended = ended.values(state=SignatureState.INVALIDATED).execution_options(synchronize_session=False)
    ended = ended.returning(Signature.id, Signature.country, Signature.address_tag)
    rows = list(db.session.execute(ended))
    # In no order that tells who of them signed first.
    secrets.SystemRandom().shuffle(rows)
    lines = [(row.id, row.country) for row in rows]
    reason = RemovalReason(invalidation.reason)
    tally.append_withdrawals(campaign=invalidation.campaign_id, signatures=lines, reason=reason)
    # Other links that wait for these addresses must not lead to a form that signs again.
    here = (
        Submission.campaign_id == invalidation.campaign_id,
        Submission.address_tag.in_([row[2] for row in rows]),
    )
    waiting = update(Submission).where(*here).values(state=SubmissionState.WITHDRAWN, **GONE)
    db.session.execute(waiting.execution_options(synchronize_session=False))
    return len(rows)


def _forget_rule(invalidation: Invalidation) -> None:
    """Of a domain's tag or a list that has served leave that there was one."""
    if invalidation.listed:
        invalidation.listed = []
    if invalidation.domain_tag:
        invalidation.domain_tag = b""
        note_erased("invalidations")


def _rules(sought: Sought) -> set[RuleKind]:
    """By what they were chosen, never which country, day or domain it was."""
    chosen = {
        RuleKind.COUNTRY: sought.country,
        RuleKind.DAY: sought.day,
        RuleKind.HOUR: sought.since,
        RuleKind.DOMAIN: sought.domain_tag,
    }
    return {rule for rule, value in chosen.items() if value is not None}


def _slug(campaign: int) -> str:
    return releases_queries.campaign_by_id(campaign).slug
