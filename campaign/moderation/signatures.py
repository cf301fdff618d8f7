"""A campaign's signatures as organisers look through them: a page at a time, the newest first, and nobody in it.

A country stands beside time and language only where at least ten share all three, for whoever saw one of fewer sign
would know her line (architecture.md, rule 5): the day where ten share that, the hour where ten share the hour. Of fewer
the country isn't told, and who asks for one country gets those alone of whom there are ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, and_, func, select, type_coerce
from sqlalchemy.orm import aliased

from campaign.extensions import db
from campaign.lib import clock
from campaign.moderation.queries import SHORT
from campaign.signing import queries as signing_queries
from campaign.signing.models import Signature, SignatureState
from campaign.tally import queries as tally_queries

PAGE = 50
ENOUGH = 10
SECONDS = 24 * 60 * 60  # of a day
COLUMNS = (
    Signature.id, Signature.state, Signature.country, Signature.language, Signature.hour, Signature.wants_updates,
    Signature.domain_tag,
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which signatures to show: all that is given must hold."""

    country: str | None = None
    day: date | None = None
    language: str | None = None
    state: SignatureState | None = None


@dataclass(frozen=True)
class Line:
    """One signature. `index` is None until the log has it, `hour` where only the day may be told, `country` of few."""

    id: int
    index: int | None
    state: SignatureState
    country: str | None
    language: str | None
    day: date | None
    hour: datetime | None
    wants_updates: bool | None
    domain: str


@dataclass(frozen=True)
class Page:
    """Lines, and the keys behind which older and newer ones are; None where there are none."""

    lines: list[Line]
    older: int | None
    newer: int | None


def page(campaign: int, wanted: Wanted, *, before: int | None = None, after: int | None = None) -> Page:
    """The newest that are older than the key `before`; or the oldest that are newer than `after`."""
    query = select(*COLUMNS).where(*_matching(campaign, wanted))
    if after is not None:
        query = query.where(Signature.id > after).order_by(Signature.id)
    else:
        query = query.order_by(Signature.id.desc())
        query = query if before is None else query.where(Signature.id < before)
    rows = list(db.session.execute(query.limit(PAGE + 1)))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if after is not None:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    there_are_older = more if after is None else True
    there_are_newer = before is not None if after is None else more
    return Page(
        _lines(rows), rows[-1].id if there_are_older else None, rows[0].id if there_are_newer else None
    )


def _matching(campaign: int, wanted: Wanted) -> list[Any]:
    conditions: list[Any] = [Signature.campaign_id == campaign]
    if wanted.country is not None:
        conditions += [Signature.country == wanted.country, _alike(_same_day())]
    if wanted.language is not None:
        conditions.append(Signature.language == wanted.language)
    if wanted.state is not None:
        conditions += signing_queries.in_state(wanted.state)
    if wanted.day is not None:
        begin = clock.midnight(wanted.day)
        # Of that day's hours the index tells the first key and the last; between them rows are gone through by key,
        # which is the order of the page. Wrapped, the hour itself leads to no index.
        on_it = Signature.campaign_id == campaign, Signature.hour >= begin, Signature.hour < begin + clock.DAY
        hour = func.coalesce(Signature.hour, Signature.hour)
        conditions += [
            Signature.id >= select(func.min(Signature.id)).where(*on_it).scalar_subquery(),
            Signature.id <= select(func.max(Signature.id)).where(*on_it).scalar_subquery(),
            hour >= begin,
            hour < begin + clock.DAY,
        ]
    return conditions


def _lines(rows: Sequence[Any]) -> list[Line]:
    keys = [row.id for row in rows]
    positions = tally_queries.positions_of(keys)
    flags = select(Signature.id, _alike(_same_day()), _alike(_same_hour())).where(Signature.id.in_(keys))
    shared = {key: (by_day, by_hour) for key, by_day, by_hour in db.session.execute(flags)}
    return [_line(row, positions.get(row.id), *shared[row.id]) for row in rows]


def _line(row: Any, position: int | None, by_day: bool, by_hour: bool) -> Line:
    return Line(
        id=row.id,
        index=position,
        state=row.state,
        country=row.country if by_day else None,
        language=row.language,
        day=row.hour.date() if row.hour else None,
        hour=row.hour if by_hour or not by_day else None,
        wants_updates=row.wants_updates,
        domain=(row.domain_tag or b"").hex()[:SHORT],
    )


OTHER = aliased(Signature)


def _alike(when: Any) -> Any:
    """That ten signatures, this one among them, share country, language and time."""
    others = select(OTHER.id).where(
        OTHER.campaign_id == Signature.campaign_id,
        OTHER.country == Signature.country,
        OTHER.language == Signature.language,
        when,
    )
    return others.correlate(Signature).limit(1).offset(ENOUGH - 1).exists()


def _same_hour() -> Any:
    return OTHER.hour == Signature.hour


def _same_day() -> Any:
    """Within the day of UTC, as either database writes its bounds: an index of hours is to find them."""
    begin: Any
    if db.engine.dialect.name == "sqlite":
        hour, theirs = (type_coerce(each.hour, Integer) for each in (Signature, OTHER))
        begin = hour - hour % SECONDS
        return and_(theirs >= begin, theirs < begin + SECONDS)
    begin = func.date_trunc("day", Signature.hour, "UTC")
    return and_(OTHER.hour >= begin, OTHER.hour < begin + clock.DAY)
