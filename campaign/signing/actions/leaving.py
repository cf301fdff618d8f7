"""It wasn't me; I take it back; no more updates; never write to me again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from sqlalchemy import update

from campaign.extensions import db, transaction
from campaign.mail import actions as mail
from campaign.signing import queries
from campaign.signing.models import Signature, SignatureState, Submission, SubmissionState
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason

GONE = dict.fromkeys(("sealed", "copy", "mail", "mail_day", "mail_due_at", "remind_at", "mailed_as"))
REJECTABLE = (SubmissionState.WAITING, SubmissionState.REJECTED)


@dataclass(frozen=True)
class Withdrawn:
    """It no longer counts, or will not from the next batch on."""


def reject(*, token: str) -> bool:
    """Delete what was given in a submission that its address didn't make. False if nothing waits there."""
    with transaction() as session:
        behind = queries.behind(token, lock=True)
        if behind is None or behind.submission is None or behind.submission.state not in REJECTABLE:
            return False
        key = behind.submission.id
        session.execute(
            update(Submission).where(Submission.id == key).values(state=SubmissionState.REJECTED, **GONE)
        )
        return True


def withdraw(*, token: str) -> Withdrawn | None:
    """Take the signature of this address back; safe to repeat, one entry at most. None if there is none."""
    with transaction():
        behind = queries.behind(token, lock=True)
        if behind is None or behind.signature is None:
            return Withdrawn() if behind and behind.state == SubmissionState.WITHDRAWN else None
        signature = behind.signature
        if signature.state == SignatureState.COUNTED:
            leave(signature, reason=RemovalReason.WITHDRAWN)
        return Withdrawn() if signature.state == SignatureState.WITHDRAWN else None


def leave_again(*, campaign: int, places: Sequence[tuple[int, RemovalReason]]) -> int:
    """Take back what a newer copy of the log had taken back: a restored backup brings nobody back.

    `places` are the indexes of signatures and the reasons of their withdrawals. Returns how many stood again.
    """
    count = 0
    with transaction() as session:
        for index, reason in places:
            entry = tally_queries.signature_at(campaign, index)
            signature = session.get(Signature, entry.signature_id) if entry else None
            if signature is not None and signature.state == SignatureState.COUNTED:
                leave(signature, reason=reason)
                count += 1
    return count


def leave(signature: Signature, *, reason: RemovalReason) -> None:
    """In the caller's transaction: it counts no longer, from the next batch on.

    Of two who let it leave at once, its signer and an organiser, one does: state and log say the same.
    """
    ended = update(Signature).where(Signature.id == signature.id, Signature.state == SignatureState.COUNTED)
    if db.session.scalar(ended.values(state=_left(reason)).returning(Signature.id)) is None:
        db.session.refresh(signature)
        return
    tally.append_withdrawal(
        campaign=signature.campaign_id, signature=signature.id, country=signature.country, reason=reason
    )
    if signature.address_tag is None:
        return
    # Other links that wait for this address must not lead back to a form that signs again.
    db.session.execute(
        update(Submission)
        .where(
            Submission.campaign_id == signature.campaign_id, Submission.address_tag == signature.address_tag
        )
        .values(state=SubmissionState.WITHDRAWN, **GONE)
    )


def _left(reason: RemovalReason) -> SignatureState:
    match reason:
        case RemovalReason.WITHDRAWN:
            return SignatureState.WITHDRAWN
        case RemovalReason.DUPLICATE | RemovalReason.FRAUD | RemovalReason.LEGAL:
            return SignatureState.INVALIDATED
    assert_never(reason)


def stop(*, token: str) -> bool:
    """Never write to the address behind this link again, for any campaign. False for an unknown link."""
    with transaction():
        behind = queries.behind(token)
        row = (behind.submission or behind.signature) if behind else None
        if row is None or not row.stop_tag:
            return False
        mail.stop(stop_tag=row.stop_tag)
        return True
