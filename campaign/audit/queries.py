"""What was done, the newest first; and what was done since, for who is to be told of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from campaign.audit.actors import ActorKind
from campaign.audit.acts import OF_A_PERSON, Act
from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.lib import clock

AT_A_LOOK = 50
PAGE = 1_000


@dataclass(frozen=True)
class Sought:
    """Which acts are meant: all that are given must hold. Days are UTC, both of them included.

    `people`, by number and by what they are called here, are a campaign's: with its own acts those of the whole site
    are meant too, such as of keys and backups, and what these people do with how they sign in.
    """

    campaign: str | None = None
    people: Mapping[int, str] | None = None
    act: Act | None = None
    actor: ActorKind | None = None
    who: str | None = None
    since: date | None = None
    until: date | None = None


def newest(
    sought: Sought = Sought(), *, before: int | None = None, limit: int = AT_A_LOOK
) -> Sequence[AuditEntry]:
    """The newest acts before the one of this number; at most `limit`."""
    query = select(AuditEntry).where(*_holds(sought))
    if before is not None:
        query = query.where(AuditEntry.id < before)
    return db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit)).all()


def each(sought: Sought = Sought()) -> Iterator[AuditEntry]:
    """All of them, the newest first; a page in memory at a time."""
    before = None
    while page := newest(sought, before=before, limit=PAGE):
        for entry in page:
            db.session.expunge(entry)
        yield from page
        before = page[-1].id


def last(act: Act, *, by: Collection[str] | None = None) -> datetime | None:
    """When it was done last, by one of these where they are given."""
    query = select(func.max(AuditEntry.at)).where(AuditEntry.act == act)
    return db.session.scalar(query if by is None else query.where(AuditEntry.who.in_(by)))


def since(moment: datetime, acts: Collection[Act], *, but: Any, limit: int = PAGE) -> Sequence[AuditEntry]:
    """What was done of these acts since then, the oldest first; not those whose numbers the query `but` gives."""
    query = select(AuditEntry).where(AuditEntry.at >= moment, AuditEntry.act.in_(acts))
    return db.session.scalars(
        query.where(AuditEntry.id.not_in(but)).order_by(AuditEntry.at, AuditEntry.id).limit(limit)
    ).all()


def _holds(sought: Sought) -> list[Any]:
    named = {name: getattr(sought, name) for name in ("act", "actor", "who")}
    holds = [getattr(AuditEntry, name) == value for name, value in named.items() if value is not None]
    if sought.campaign is not None:
        holds.append(_of_campaign(sought.campaign, sought.people))
    if sought.since is not None:
        holds.append(AuditEntry.at >= clock.midnight(sought.since))
    if sought.until is not None:
        holds.append(AuditEntry.at < clock.midnight(sought.until) + clock.DAY)
    return holds


def _of_campaign(slug: str, people: Mapping[int, str] | None) -> ColumnElement[bool]:
    its_own = AuditEntry.campaign == slug
    if people is None:
        return its_own
    theirs = or_(
        AuditEntry.act.not_in(OF_A_PERSON),
        AuditEntry.who.in_(list(people.values())),
        AuditEntry.facts["person"].as_integer().in_(list(people)),
    )
    return or_(its_own, and_(AuditEntry.campaign.is_(None), theirs))
