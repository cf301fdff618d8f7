"""Signatures that match what is sought, before they are weeded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, literal, not_, select
from sqlalchemy.orm import aliased

from campaign.extensions import among, db
from campaign.lib import clock
from campaign.moderation.queries.submissions import AT_A_LOOK
from campaign.signing.models import (
    InvalidatedSignature,
    Signature,
    SignatureState,
)
from campaign.tally import queries as tally_queries

NAMED = Signature.id == InvalidatedSignature.signature_id
LATER = aliased(Signature)

SAMPLE = 10

SHORT = 8


@dataclass(frozen=True)
class Sought:
    """Which signatures are meant: all that are given must hold. Hours are all that is known of the time.

    `listed` are the numbers of signatures, not their indexes in the log.
    """

    country: str | None = None
    day: date | None = None
    since: datetime | None = None
    domain_tag: bytes | None = None
    listed: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Sampled:
    """One signature as it may be shown: its index in the log, where it has one, and nothing of who it was."""

    index: int | None
    country: str
    hour: datetime | None
    domain: str


def newest_signature(campaign: int) -> int:
    """The number of the signature that came last; 0 before the first."""
    query = select(Signature.id).where(Signature.campaign_id == campaign)
    return db.session.scalar(query.order_by(Signature.id.desc()).limit(1)) or 0


def matching(campaign: int, sought: Sought, *, last: int) -> list[Any]:
    """What holds of the signatures sought: they count, no invalidation has them yet, none is newer than `last`."""
    others = select(InvalidatedSignature.signature_id).where(
        InvalidatedSignature.signature_id == Signature.id
    )
    return [*_counted(campaign, sought), Signature.id <= last, ~others.exists()]


def _counted(campaign: int, sought: Sought) -> list[Any]:
    conditions = [Signature.campaign_id == campaign, Signature.state == SignatureState.COUNTED]
    if sought.country:
        conditions.append(Signature.country == sought.country)
    if sought.domain_tag is not None:
        conditions.append(Signature.domain_tag == sought.domain_tag)
    if sought.listed is not None:
        conditions.append(among(Signature.id, sought.listed))
    if sought.since is not None:
        conditions.append(Signature.hour >= sought.since)
    if sought.day is not None:
        begin = clock.midnight(sought.day)
        conditions += [Signature.hour >= begin, Signature.hour < begin + clock.DAY]
    return conditions


def counting(campaign: int) -> int:
    """How many signatures count, those on hold among them."""
    query = select(func.count()).select_from(Signature)
    return (
        db.session.scalar(
            query.where(Signature.campaign_id == campaign, Signature.state == SignatureState.COUNTED)
        )
        or 0
    )


def count(campaign: int, sought: Sought, *, last: int) -> int:
    """How many match."""
    return count_each(campaign, [sought], last=last)[0]


def count_each(campaign: int, several: Sequence[Sought], *, last: int, most: int | None = None) -> list[int]:
    """How many each of them finds that none before it does; with `most`, one more than that stands for more.

    Those that invalidations have, and those that came since `last`, are taken off, and not looked for among all: so
    indexes alone answer it.
    """
    counts: list[int] = []
    before: list[Any] = []
    for sought in several:
        mine = and_(*_counted(campaign, sought))
        only = and_(mine, *(not_(each) for each in before))
        theirs = select(func.count()).select_from(InvalidatedSignature)
        theirs = theirs.where(select(Signature.id).where(NAMED, only, Signature.id <= last).exists())
        later = select(func.count()).select_from(LATER).where(LATER.campaign_id == campaign, LATER.id > last)
        later = later.where(select(Signature.id).where(Signature.id == LATER.id, only).exists())
        some = select(literal(1)).select_from(Signature).where(only)
        every = select(func.count()).select_from((some if most is None else some.limit(most + 1)).subquery())
        left = every.scalar_subquery() - theirs.scalar_subquery() - later.scalar_subquery()
        counts.append(db.session.scalar(select(left)) or 0)
        before.append(mine)
    return counts


def taken(campaign: int, sought: Sought) -> list[tuple[int, int]]:
    """Invalidations that have signatures like these which still count, and how many: nobody else can take those."""
    query = select(InvalidatedSignature.invalidation_id, func.count()).join(Signature, NAMED)
    query = query.where(*_counted(campaign, sought)).group_by(InvalidatedSignature.invalidation_id)
    rows = db.session.execute(query.order_by(InvalidatedSignature.invalidation_id).limit(AT_A_LOOK))
    return [(number, count) for number, count in rows]


def sample(campaign: int, sought: Sought, *, last: int) -> list[Sampled]:
    """Some that match, drawn by lot, in the order they came."""
    drawn = select(Signature.id).where(*matching(campaign, sought, last=last))
    keys = db.session.scalars(drawn.order_by(func.random()).limit(SAMPLE)).all()
    rows = db.session.scalars(select(Signature).where(Signature.id.in_(keys)).order_by(Signature.id)).all()
    positions = tally_queries.positions_of(keys)
    return [
        Sampled(positions.get(row.id), row.country, row.hour, (row.domain_tag or b"").hex()[:SHORT])
        for row in rows
    ]


def domains_beginning(campaign: int, prefix: bytes) -> Sequence[bytes]:
    """The domain tags of signatures that count and begin so; two at most, which is one too many."""
    query = select(Signature.domain_tag).where(
        Signature.campaign_id == campaign,
        Signature.state == SignatureState.COUNTED,
        Signature.domain_tag <= prefix + b"\xff" * (32 - len(prefix)),
    )
    query = query.order_by(Signature.domain_tag).limit(1)
    # One after the other: of a tag that half of them have all would be gone through to find a second.
    first = db.session.scalar(query.where(Signature.domain_tag >= prefix))
    if first is None:
        return []
    second = db.session.scalar(query.where(Signature.domain_tag > first))
    return [first] if second is None else [first, second]
