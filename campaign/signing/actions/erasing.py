"""What has served goes: expired submissions, withdrawn signatures, everything personal after the close."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.tokens import hash_token
from campaign.mail import actions as mail
from campaign.mail.composing import Mail
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing import queries
from campaign.signing.actions import counting
from campaign.signing.actions.leaving import leave
from campaign.signing.emails import CONFIRM_WITHIN, leads_to
from campaign.signing.models import Invalidation, Signature, Submission
from campaign.tally import queries as tally_queries
from campaign.vault import tags
from campaign.vault.wiping import wipe

HELD_FOR = timedelta(days=4)
BATCH = 1_000
TAGS = {"address_tag": None, "domain_tag": None, "stop_tag": None}
BLANK = dict.fromkeys(("address_tag", "domain_tag", "stop_tag", "mail_tag"), b"")
PERSONAL = {"record": None, **TAGS, "sealed": None, "copy": None}
REST = {"token_hash": None, "language": None, "wants_updates": None, "hour": None, "sent_on": None}


@dataclass
class Purged:
    """How much went, or would go: submissions past their time, withdrawn signatures, what closed campaigns had."""

    expired: int = 0
    withdrawn: int = 0
    closed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Forgotten:
    """What belonged to an address: `submissions` are deleted, a signature is withdrawn, or erased if it was before."""

    submissions: int
    withdrawn: bool
    erased: bool


def expire() -> int:
    """Delete submissions whose fourteen days are over, and held ones after their four; returns how many."""
    with transaction():
        return counting.note_refused(_deleted(_expired()))


def erase_withdrawn() -> int:
    """Erase record, copy and tags of withdrawn signatures whose withdrawal is numbered; returns how many.

    The hash of the link stays, so that it can say "withdrawn"; the address may sign anew. Without its tag the link
    can't stop our mail any more: a code kept for that would tell who had signed.
    """
    with transaction() as session:
        query = select(Signature.id).where(*_left())
        keys = [
            key
            for key in session.scalars(query.limit(BATCH))
            if tally_queries.position_of(key, kind="withdrawal") is not None
        ]
        # Links of hers that never signed say "withdrawn" too, for their fourteen days, and had the same tags.
        hers = exists().where(
            Signature.id.in_(keys),
            Signature.campaign_id == Submission.campaign_id,
            Signature.address_tag == Submission.address_tag,
        )
        session.execute(update(Submission).where(Submission.state == "withdrawn", hers).values(**BLANK))
        session.execute(update(Signature).where(Signature.id.in_(keys)).values(**PERSONAL))
        return len(keys)


def purge_closed() -> dict[str, int]:
    """`keep_days` after a close only campaign, country, state, text and index are left, and the tag key is destroyed.

    Returns how many submissions and signatures lost what was personal, by slug, without those that had nothing left.
    """
    done = {}
    for campaign in list(_served()):
        key, slug = campaign.id, campaign.slug
        with transaction() as session:
            count = counting.note_refused(_deleted(Submission.campaign_id == key))
            counting.note_confirmed(*_personal(key))
            count += _count(
                session.execute(update(Signature).where(*_personal(key)).values(**PERSONAL, **REST))
            )
            tagged = Invalidation.campaign_id == key, Invalidation.domain_tag.is_not(None)
            session.execute(update(Invalidation).where(*tagged).values(domain_tag=b""))
        # Only now: a crash in between leaves a key without tags to compare, and the next turn takes it.
        if tags.destroy_tag_key(slug) or count:
            done[slug] = count
    if done:
        wipe("submissions", "signatures", "messages")
    return done


def purge() -> Purged:
    """All of the above, to the end."""
    done = Purged(expired=expire())
    while count := erase_withdrawn():
        done.withdrawn += count
    done.closed = purge_closed()
    return done


def purge_due() -> Purged:
    """What `purge` would do now; changes nothing."""
    due = Purged(expired=_how_many(Submission, _expired()))
    numbered = exists().where(*tally_queries.numbered_withdrawal(Signature.id))
    due.withdrawn = _how_many(Signature, *_left(), numbered)
    for campaign in _served():
        count = _how_many(Submission, Submission.campaign_id == campaign.id)
        count += _how_many(Signature, *_personal(campaign.id))
        if count or tags.taggable(campaign.slug):
            due.closed[campaign.slug] = count
    return due


def forget(*, campaign: Campaign, address: str) -> Forgotten:
    """Erase what belongs to an address in one campaign, as its owner may ask by any way.

    A signature that counts is withdrawn in the log first; its record goes once that is numbered. A mail that still
    waits for her isn't sent. That the address said "never again" stays. Raises NotAnAddress, NoTagKey.
    """
    found = tags.tags_of(address, campaign=campaign.slug, day=clock.today())
    with transaction() as session:
        here = (Submission.campaign_id == campaign.id, Submission.address_tag == found.address)
        links = set(session.scalars(select(Submission.token_hash).where(*here)))
        gone = counting.note_refused(_deleted(*here))
        mail.forget(mail_tag=found.mail)
        mail.drop(unwanted=lambda waiting: _hash_of_link(waiting) in links)
        signature = queries.signature_of(campaign.id, found.address)
        if signature is None:
            return Forgotten(gone, withdrawn=False, erased=False)
        if signature.state == "counted":
            leave(signature, reason="withdrawn")
        if signature.state == "withdrawn":
            return Forgotten(gone, withdrawn=True, erased=False)
        counting.note_confirmed(Signature.id == signature.id)
        session.execute(update(Signature).where(Signature.id == signature.id).values(**PERSONAL, **REST))
        return Forgotten(gone, withdrawn=False, erased=True)


def _hash_of_link(waiting: Mail) -> bytes | None:
    token = leads_to(waiting)
    return hash_token(token, purpose="link") if token else None


def _deleted(*where: Any) -> Iterable[tuple[int, datetime]]:
    """Delete submissions; the campaign and the hour of each."""
    gone = delete(Submission).where(*where).returning(Submission.campaign_id, Submission.hour)
    return ((campaign, hour) for campaign, hour in db.session.execute(gone).all())


def _expired() -> Any:
    now = clock.now()
    held = (Submission.state == "held") & (Submission.hour < now - HELD_FOR)
    return or_(Submission.hour < now - CONFIRM_WITHIN, held)


def _left() -> tuple[Any, ...]:
    """Withdrawn signatures of which anything tells who it was."""
    return Signature.state == "withdrawn", or_(Signature.record.is_not(None), Signature.stop_tag.is_not(None))


def _personal(campaign: int) -> tuple[Any, ...]:
    left = or_(
        Signature.language.is_not(None), Signature.record.is_not(None), Signature.token_hash.is_not(None)
    )
    return Signature.campaign_id == campaign, left


def _served() -> Iterator[Campaign]:
    """The campaigns that closed long enough ago."""
    limit = clock.now() - timedelta(days=settings().keep_days)
    for campaign in releases_queries.each_in_state("closed"):
        if campaign.closed_at is not None and campaign.closed_at <= limit:
            yield campaign


def _how_many(model: Any, *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _count(result: Any) -> int:
    return int(result.rowcount)
