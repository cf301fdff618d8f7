"""How often requests were refused: counted in memory and written down now and then, so that a flood costs no writes.

So is what is odd about those that were let in; of these no network is kept.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from campaign.current import settings
from campaign.extensions import db, give_way, insert, transaction
from campaign.lib import clock
from campaign.lib.side_threads import Later
from campaign.lib.unwritten import Unwritten
from campaign.limits.models import RefusalKind, Refusals
from campaign.vault import trusted_time
from campaign.vault.wiping import note_erased

DIGITS = 4  # of the day's keyed hash: enough to tell one network from many, too few to name one
WRITTEN_AFTER = 10  # seconds
BATCH = 5_000
MOST_APART = (
    20_000  # networks of all days that are kept apart until they are written; others only add to the day's
)
KEPT_FOR = timedelta(days=14)
Refused = tuple[date, RefusalKind, str]


def note_refusal(*, kind: RefusalKind, network: str = "") -> None:
    """Count a refused request of the network whose hash of the day this is; without one, only that there was one."""
    unwritten = _unwritten()
    unwritten.add(Counter({(clock.today(), kind, network[:DIGITS]): 1}))
    if not settings().testing and unwritten.await_writing():
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
        try:
            Later(WRITTEN_AFTER, _write_later, app).start()
        except RuntimeError:  # no memory for that; the next one that is refused sees to it
            unwritten.give_up_writing()


def write_refusals() -> None:
    """Write down what this process counted; kept for the next time where the database is away."""
    counts = sorted(_unwritten().take().items())
    while counts:
        rows = [
            {"day": day, "kind": kind, "network": network, "count": count}
            for (day, kind, network), count in counts[:BATCH]
        ]
        try:
            with transaction() as session:
                _add(session, rows)
        except SQLAlchemyError:
            _unwritten().add(Counter(dict(counts)))
            return
        if counts := counts[BATCH:]:
            give_way()


def tidy_refusals() -> int:
    """Once a day is over its networks are forgotten, a batch at a turn; after two weeks all of it. Returns how many."""
    today = trusted_time.today()
    over = select(Refusals.day, Refusals.kind, Refusals.network).where(
        Refusals.day < today, Refusals.network != ""
    )
    named: dict[tuple[date, RefusalKind], list[str]] = defaultdict(list)
    for day, kind, network in db.session.execute(over.limit(BATCH)):
        named[day, kind].append(network)
    long_ago = Refusals.day < today - KEPT_FOR
    if not named and db.session.scalar(select(Refusals.day).where(long_ago).limit(1)) is None:
        return 0
    with transaction() as session:
        for (day, kind), networks in named.items():
            theirs = Refusals.day == day, Refusals.kind == kind, Refusals.network.in_(networks)
            gone = session.scalars(delete(Refusals).where(*theirs).returning(Refusals.count)).all()
            _add(session, [{"day": day, "kind": kind, "network": "", "count": sum(gone)}])
        session.execute(delete(Refusals).where(long_ago, Refusals.network == ""))
        note_erased("refusals")
    return sum(map(len, named.values()))


def _add(session: Any, rows: list[dict[str, Any]]) -> None:
    statement = insert(Refusals)
    more = {"count": Refusals.count + statement.excluded.count}
    session.execute(
        statement.on_conflict_do_update(index_elements=["day", "kind", "network"], set_=more), rows
    )


def _write_later(app: Flask) -> None:
    with app.app_context():
        write_refusals()


def none_yet() -> Unwritten[Refused]:
    """Nothing refused; past MOST_APART networks others only add to the day's sums, of which there are few."""
    return Unwritten(MOST_APART, past=lambda refused: (*refused[:2], ""))


def _unwritten() -> Unwritten[Refused]:
    unwritten: Unwritten[Refused] = current_app.extensions.setdefault("unwritten refusals", none_yet())
    return unwritten
