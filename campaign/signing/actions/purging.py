"""What goes after a close, and all that is due at once: `campaign purge`, and the worker's hour.

A room above has personal data of its own, and tells the app here how a batch of that goes.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, func, or_, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import AS_IT_IS, batches, db, transaction
from campaign.missions.following_up import erase_follow_ups
from campaign.pictures import choosing
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState
from campaign.signing.actions import counting
from campaign.signing.actions.erasing import (
    BATCH,
    PERSONAL,
    REST,
    delete_submissions,
    erase_withdrawn,
    expire,
    expired,
    forget_reminded,
    is_numbered,
    left,
)
from campaign.signing.models import Invalidation, RemindedAddress, Signature, Submission, Survey
from campaign.vault import tags, trusted_time
from campaign.vault.wiping import let_go, note_erased

# Of confirmed forms and sent mails, too, the files may hold what once stood there.
GOES_TOO, WOULD_GO = "what a purge erases besides", "how much that would be"
TABLES = ("mailings", "messages", "signatures", "submissions")


@dataclass
class Purged:
    """How much went, or would go: submissions past their time, withdrawn signatures, what closed campaigns had."""

    expired: int = 0
    withdrawn: int = 0
    closed: dict[str, int] = field(default_factory=dict)


def init_app(app: Flask, *, goes_too: Callable[[int], int], would_go: Callable[[int], int]) -> None:
    """Tell the app how a batch of a campaign's other personal data is erased, by its id, and how many rows have any."""
    app.extensions[GOES_TOO], app.extensions[WOULD_GO] = goes_too, would_go


def purge_batch() -> tuple[str, int] | None:
    """Of a campaign that closed `keep_days` ago leave only campaign, country, state, text and index, a batch at a turn.

    Its tag key is destroyed in the end. Returns its slug and how many submissions and signatures lost what was
    personal; None once nothing is left to purge. Whatever stops it, the next turn goes on.
    """
    for campaign in list(_served()):
        key, slug = campaign.id, campaign.slug
        submissions = delete_submissions(Submission.campaign_id == key)
        signatures = _erase_signatures(key) if submissions < BATCH else 0
        if submissions == BATCH or signatures == BATCH:
            return slug, submissions + signatures
        if reminded := _forget_reminded(key):
            return slug, submissions + signatures + reminded
        if others := current_app.extensions[GOES_TOO](key):
            return slug, submissions + signatures + others
        _forget_domains(key)
        _forget_survey(key)
        choosing.forget_all(campaign=key)
        erase_follow_ups(campaign_id=key)
        # Only now: a crash before leaves a key, and the next turn takes it.
        if _destroy_tag_key(slug) or submissions or signatures:
            return slug, submissions + signatures
    return None


def purge_closed() -> dict[str, int]:
    """All of the above, to the end: how many submissions and signatures lost what was personal, by slug."""
    gone: Counter[str] = Counter()

    def some() -> int:
        batch = purge_batch()
        if batch is not None:
            gone[batch[0]] += batch[1]
        return batch is not None

    for _ in batches(some):
        pass
    return dict(gone)


def purge() -> Purged:
    """Whatever is due, to the end, and out of the database's reach."""
    purged = Purged(
        expired=sum(batches(expire)),
        withdrawn=sum(batches(erase_withdrawn)),
        closed=purge_closed(),
    )
    audit.note(Act.PURGE, people=purged.expired + purged.withdrawn)
    let_go()
    return purged


def purge_due() -> Purged:
    """What `purge` would do now; changes nothing."""
    due = Purged(expired=_how_many(Submission, expired()))
    due.withdrawn = _how_many(Signature, *left(), is_numbered())
    for campaign in _served():
        count = _how_many(Submission, Submission.campaign_id == campaign.id)
        count += _how_many(Signature, *_personal(campaign.id))
        count += current_app.extensions[WOULD_GO](campaign.id)
        if count or tags.taggable(campaign.slug):
            due.closed[campaign.slug] = count
    return due


def _destroy_tag_key(slug: str) -> bool:
    """A campaign's purge is over."""
    with transaction():
        destroyed = tags.destroy_tag_key(slug)
        if destroyed:
            audit.note(Act.PURGE, campaign=slug)
            audit.note(Act.KEY_DESTROY, campaign=slug, purpose="tags")
        return destroyed


def _erase_signatures(campaign: int) -> int:
    """Of a batch of signatures all that is personal; returns how many had any."""
    query = select(Signature.id).limit(BATCH)
    # By an index first: the look for whatever else is left goes through all of them.
    keys = db.session.scalars(
        query.where(Signature.campaign_id == campaign, Signature.sent_on.is_not(None))
    ).all()
    keys = keys or db.session.scalars(query.where(*_personal(campaign))).all()
    if not keys:
        return 0
    theirs = Signature.id.in_(keys), *_personal(campaign)
    with transaction() as session:
        counting.note_confirmed(*theirs)
        gone: Any = session.execute(
            update(Signature).where(*theirs).values(**PERSONAL, **REST).execution_options(**AS_IT_IS)
        )
        note_erased(*TABLES)
        return int(gone.rowcount)


def _forget_reminded(campaign: int) -> int:
    """A batch of the addresses that were reminded; returns how many."""
    tags_of_it = (
        select(RemindedAddress.address_tag).where(RemindedAddress.campaign_id == campaign).limit(BATCH)
    )
    hers = db.session.scalars(tags_of_it).all()
    if not hers:
        return 0
    with transaction():
        return forget_reminded(RemindedAddress.campaign_id == campaign, RemindedAddress.address_tag.in_(hers))


def _forget_domains(campaign: int) -> None:
    """What organisers looked for by domain: that they did stays, the domain's tag doesn't."""
    tagged = Invalidation.campaign_id == campaign, Invalidation.domain_tag != b""
    if db.session.scalar(select(Invalidation.id).where(*tagged).limit(1)) is None:
        return
    with transaction() as session:
        session.execute(update(Invalidation).where(*tagged).values(domain_tag=b""))
        note_erased("invalidations")


def _forget_survey(campaign: int) -> None:
    if db.session.scalar(select(Survey.part).where(Survey.campaign_id == campaign).limit(1)) is None:
        return
    with transaction() as session:
        session.execute(delete(Survey).where(Survey.campaign_id == campaign))
        note_erased("surveys")


def _personal(campaign: int) -> tuple[Any, ...]:
    """What holds of a campaign's signatures that aren't purged yet."""
    of_hers = Signature.language, Signature.record_id, Signature.token_hash, Signature.sent_on
    return Signature.campaign_id == campaign, or_(*(column.is_not(None) for column in of_hers))


def _served() -> Iterator[Campaign]:
    """The campaigns that closed long enough ago."""
    limit = trusted_time.now() - timedelta(days=settings().keep_days)
    for campaign in releases_queries.each_in_state(CampaignState.CLOSED):
        if campaign.closed_at is not None and campaign.closed_at <= limit:
            yield campaign


def _how_many(model: Any, *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0
