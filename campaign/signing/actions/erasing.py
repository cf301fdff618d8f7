"""What has served goes: expired submissions, withdrawn signatures, what somebody asks to have erased.

Each action looks first, without the writer's turn, and takes one for a batch that it found: nobody waits long.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, true, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import AS_IT_IS, batches, db, transaction
from campaign.lib import clock
from campaign.lib.tokens import hash_token
from campaign.mail import actions as mail
from campaign.mail.composing import Mail
from campaign.releases.models import Campaign
from campaign.signing import queries
from campaign.signing.actions import counting
from campaign.signing.actions.leaving import leave
from campaign.signing.emails import CONFIRM_WITHIN, leads_to
from campaign.signing.models import RemindedAddress, Signature, SignatureState, Submission, SubmissionState
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason
from campaign.vault import tags, trusted_time
from campaign.vault.wiping import note_erased

HELD_FOR = timedelta(days=4)
BATCH = 1_000
TAGS = {"address_tag": None, "domain_tag": None, "stop_tag": None}
BLANK = dict.fromkeys(("address_tag", "domain_tag", "stop_tag", "mail_tag"), b"")
PERSONAL = {"record_id": None, **TAGS, "sealed": None, "copy": None}
REST = {"token_hash": None, "language": None, "wants_updates": None, "hour": None, "sent_on": None}  # nosec B105 # none any more


@dataclass(frozen=True)
class Forgotten:
    """What belonged to an address: `submissions` are deleted, a signature is withdrawn, or erased if it was before."""

    submissions: int
    withdrawn: bool
    erased: bool


def expire() -> int:
    """Delete a batch of submissions whose fourteen days are over, and held ones after their four; returns how many."""
    return delete_submissions(expired(), again=expired())


def erase_withdrawn() -> int:
    """Erase record, copy and tags of a batch of withdrawn signatures whose withdrawal is numbered; returns how many.

    The hash of the link stays, so that it can say "withdrawn"; the address may sign anew. Without its tag the link
    can't stop our mail any more: a code kept for that would tell who had signed.
    """
    columns = Signature.id, Signature.campaign_id, Signature.address_tag
    rows = db.session.execute(select(*columns).where(*left(), is_numbered()).limit(BATCH)).all()
    if not rows:
        return 0
    links = _links_of_withdrawn(rows)
    with transaction() as session:
        gone = update(Signature).where(Signature.id.in_([row.id for row in rows])).values(**PERSONAL)
        session.execute(gone.execution_options(**AS_IT_IS))
        blank = update(Submission).where(Submission.id.in_(links)).values(**BLANK)
        session.execute(blank.execution_options(**AS_IT_IS))
        for campaign, tags_of_it in _by_campaign(rows).items():
            forget_reminded(
                RemindedAddress.campaign_id == campaign, RemindedAddress.address_tag.in_(tags_of_it)
            )
        note_erased("signatures", "submissions")
    return len(rows)


def _links_of_withdrawn(signatures: Sequence[Any]) -> list[int]:
    """Links of hers that never signed say "withdrawn" too, for their fourteen days, and have the same tags."""
    links: list[int] = []
    for campaign, hers in _by_campaign(signatures).items():
        query = select(Submission.id, Submission.state).where(Submission.campaign_id == campaign)
        rows = db.session.execute(query.where(Submission.address_tag.in_(hers)))
        # Not a part of the query: the index by state has all that ever withdrew.
        links += [key for key, state in rows if state == SubmissionState.WITHDRAWN]
    return links


def _by_campaign(signatures: Sequence[Any]) -> dict[int, list[bytes]]:
    """The tags that these signatures still have."""
    tagged: dict[int, list[bytes]] = defaultdict(list)
    for _, campaign, tag in signatures:
        if tag is not None:
            tagged[campaign].append(tag)
    return tagged


def forget_reminded(*where: Any) -> int:
    """In the caller's transaction: that these addresses were reminded; returns how many there were."""
    gone: Any = db.session.execute(delete(RemindedAddress).where(*where).execution_options(**AS_IT_IS))
    if gone.rowcount:
        note_erased("reminded_addresses")
    return int(gone.rowcount)


def forget(*, campaign: Campaign, address: str) -> Forgotten:
    """Erase what belongs to an address in one campaign, as its owner may ask by any way.

    A signature that counts is withdrawn in the log first; its record goes once that is numbered. A mail that still
    waits for her isn't sent. That the address said "never again" stays. Raises NotAnAddress, NoTagKey.
    """
    hers = tags.tags_of(address, campaign=campaign.slug, day=clock.today())
    here = (Submission.campaign_id == campaign.id, Submission.address_tag == hers.address)
    links = set(db.session.scalars(select(Submission.token_hash).where(*here)))
    waiting, last = mail.find(meant=lambda waits: _hash_of_link(waits) in links)
    mail.drop(messages=waiting)
    submissions = 0
    if (db.session.scalar(select(func.count()).select_from(Submission).where(*here)) or 0) > BATCH:
        submissions = sum(batches(lambda: delete_submissions(*here)))
    with transaction():
        # What came since the look: a form of hers, a mail to her.
        links.update(db.session.scalars(select(Submission.token_hash).where(*here)))
        since, _ = mail.find(meant=lambda waits: _hash_of_link(waits) in links, after=last)
        mail.drop(messages=since)
        mail.forget(mail_tag=hers.mail)
        forget_reminded(
            RemindedAddress.campaign_id == campaign.id, RemindedAddress.address_tag == hers.address
        )
        submissions += _delete(*here)
        audit.note(Act.FORGET, campaign=campaign.slug)  # the same whatever there was
        return _forget_signature(campaign.id, hers.address, submissions)


def delete_submissions(*where: Any, again: Any = true()) -> int:
    """Delete a batch of those for which all of this holds, and `again` still does; returns how many."""
    keys = db.session.scalars(select(Submission.id).where(*where).limit(BATCH)).all()
    if not keys:
        return 0
    with transaction():
        return _delete(Submission.id.in_(keys), again)


def expired() -> Any:
    """What holds of submissions whose time is surely over; in the words of their index, which is by state and hour."""
    now = trusted_time.now()
    others = [state for state in SubmissionState if state != SubmissionState.HELD]
    return or_(
        and_(Submission.state.in_(others), Submission.hour < now - CONFIRM_WITHIN),
        and_(Submission.state == SubmissionState.HELD, Submission.hour < now - HELD_FOR),
    )


def left() -> tuple[Any, ...]:
    """What holds of withdrawn signatures of which anything tells who it was."""
    return *queries.in_state(SignatureState.WITHDRAWN), or_(
        Signature.record_id.is_not(None), Signature.stop_tag.is_not(None)
    )


def is_numbered() -> Any:
    """Whether the log has the withdrawal of a signature."""
    return exists().where(*tally_queries.numbered_withdrawal(Signature.id))


def _forget_signature(campaign: int, address_tag: bytes, submissions: int) -> Forgotten:
    signature = queries.signature_of(campaign, address_tag)
    if signature is None:
        return Forgotten(submissions, withdrawn=False, erased=False)
    if signature.state == SignatureState.COUNTED:
        leave(signature, reason=RemovalReason.WITHDRAWN)
    if signature.state == SignatureState.WITHDRAWN:
        return Forgotten(submissions, withdrawn=True, erased=False)
    counting.note_confirmed(Signature.id == signature.id)
    db.session.execute(update(Signature).where(Signature.id == signature.id).values(**PERSONAL, **REST))
    note_erased("signatures")
    return Forgotten(submissions, withdrawn=False, erased=True)


def _delete(*where: Any) -> int:
    """In the caller's transaction; returns how many there were."""
    columns = Submission.campaign_id, Submission.hour, Submission.state
    gone = delete(Submission).where(*where).returning(*columns)
    rows = db.session.execute(gone.execution_options(**AS_IT_IS)).all()
    if rows:
        note_erased("submissions")
    return counting.note_refused((campaign, hour, state) for campaign, hour, state in rows)


def _hash_of_link(waiting: Mail) -> bytes | None:
    token = leads_to(waiting)
    return hash_token(token, purpose="link") if token else None
