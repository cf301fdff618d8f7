"""The signatures that lists are made of, and whose updates a link ends."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import db
from campaign.lists.unsubscribe_links import PURPOSE, Meant, meant
from campaign.mail import queries as mail_queries
from campaign.releases import queries as releases_queries
from campaign.signing import queries as signing_queries
from campaign.signing.models import Signature, SignatureState
from campaign.tally import queries as tally_queries
from campaign.tally.removal import InvalidationReason
from campaign.vault.keys import accepted

PAGE = 2_000
LISTED = (
    "id", "campaign_id", "record_id", "sealed", "hour", "language", "country", "text", "wants_updates", "stop_tag",
)  # fmt: skip


def ends_updates(token: str) -> Meant | None:
    """Whose updates carry this link, whether her signature is still there or not; None for a link that isn't ours.

    Raises NoSecret.
    """
    link = meant(token, accepted(settings().keys, PURPOSE))
    return link if link is not None and releases_queries.is_public(link.campaign) else None


def wanting(signatures: Sequence[Any]) -> set[int]:
    """The ids of those who asked for updates and didn't say "never write to this address again" since."""
    asked = [each for each in signatures if each.wants_updates]
    stopped = mail_queries.stopped(each.stop_tag for each in asked if each.stop_tag)
    return {each.id for each in asked if each.stop_tag not in stopped}


def standing(campaign: int) -> int:
    """How many signatures are counted: about as many as a whole list has."""
    return sum(tally_queries.exact_counts(campaign).values())


def signatures(campaign: int, *, country: str | None = None, wants_updates: bool = False) -> Iterator[Any]:
    """What lists need (LISTED) of the signatures that count, in the order they came."""
    for rows in signature_pages(campaign, country=country, wants_updates=wants_updates):
        yield from rows


def signature_pages(
    campaign: int, *, country: str | None = None, wants_updates: bool = False, size: int = PAGE
) -> Iterator[Sequence[Any]]:
    """The same, at most `size` at a time."""
    where = [Signature.state == SignatureState.COUNTED]
    if country:
        where.append(Signature.country == country)
    if wants_updates:
        where.append(Signature.wants_updates.is_(True))
    for rows in _pages(campaign, *where, size=size):
        if wants_updates:
            wanted = wanting(rows)
            rows = [row for row in rows if row.id in wanted]
        yield rows


def removed(campaign: int) -> Iterator[tuple[Any, InvalidationReason]]:
    """The same of signatures that organisers took out of the count, and why; not of those who said "never again"."""
    invalidated = signing_queries.in_state(SignatureState.INVALIDATED)
    for rows in _pages(campaign, *invalidated, Signature.sealed.is_not(None)):
        stopped = mail_queries.stopped(row.stop_tag for row in rows if row.stop_tag)
        reasons = tally_queries.removed_because([row.id for row in rows])
        yield from (
            (row, reasons[row.id]) for row in rows if row.stop_tag not in stopped and row.id in reasons
        )


def columns() -> list[Any]:
    """What lists need of a signature: columns of the table, whose rows the session hands on without looking at them."""
    return [Signature.__table__.c[name] for name in LISTED]


def _pages(campaign: int, *where: Any, size: int = PAGE) -> Iterator[Sequence[Any]]:
    """Rows, not objects: of a hundred thousand, objects cost more than opening them does."""
    after = 0
    while True:
        query = select(*columns()).where(Signature.campaign_id == campaign, Signature.id > after, *where)
        rows = db.session.execute(query.order_by(Signature.id).limit(size)).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id
