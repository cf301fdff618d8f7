"""Which networks have a wider budget, and what was refused."""

from datetime import date

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.lib import clock
from campaign.limits.models import RefusalKind, Refusals, WidenedNetwork

MOST_WIDENED = 500
MOST_NETWORKS = 10


def widened() -> list[WidenedNetwork]:
    """The networks with a wider budget, in order of their text; never more than MOST_WIDENED."""
    query = select(WidenedNetwork).where(WidenedNetwork.until >= clock.now())
    return list(db.session.scalars(query.order_by(WidenedNetwork.network).limit(MOST_WIDENED)))


def refused() -> list[tuple[date, RefusalKind, int]]:
    """(day, kind, count) of what was refused, or odd, on the whole site in the last two weeks, the newest day first."""
    query = select(Refusals.day, Refusals.kind, func.sum(Refusals.count))
    rows = db.session.execute(
        query.group_by(Refusals.day, Refusals.kind).order_by(Refusals.day.desc(), Refusals.kind)
    )
    return [(day, kind, int(count)) for day, kind, count in rows]


def counted_since(day: date, kind: RefusalKind) -> int:
    """How many requests of a kind there were on this day and later."""
    query = select(func.sum(Refusals.count)).where(Refusals.day >= day, Refusals.kind == kind)
    return int(db.session.scalar(query) or 0)


def refused_networks() -> list[tuple[str, RefusalKind, int]]:
    """(code, kind, count) of the networks that were refused most today."""
    query = select(Refusals.network, Refusals.kind, Refusals.count)
    query = query.where(Refusals.day == clock.today(), Refusals.network != "")
    rows = db.session.execute(query.order_by(Refusals.count.desc(), Refusals.network).limit(MOST_NETWORKS))
    return [(network, kind, count) for network, kind, count in rows]
