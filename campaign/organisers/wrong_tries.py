"""How often somebody was told at sign-in that a password or code is wrong: by account and day, never from where.

Counted in memory and written down now and then, as refusals are (`limits/refusals.py`): an answer about an account that
there is takes as long as one about none. Once a day is over the audit says how many there were.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Row, delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.side_threads import Later
from campaign.lib.unwritten import Unwritten
from campaign.organisers.models import Organiser, WrongTries
from campaign.vault import trusted_time

WRITTEN_AFTER = 10  # seconds
KEPT_FOR = timedelta(days=14)
BATCH = 500
Tried = tuple[int, date]
MOST_APART = 5_000  # accounts and days at once; there are no more organisers than that


def count_wrong_try(organiser_id: int | None) -> None:
    """Somebody was told that what she typed is wrong for this account; None for none that is there, where as much is
    done and nothing counted.
    """
    unwritten = _unwritten()
    unwritten.add(Counter() if organiser_id is None else Counter({(organiser_id, clock.today()): 1}))
    if not settings().testing and unwritten.await_writing():
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of the proxy
        try:
            Later(WRITTEN_AFTER, _write_later, app).start()
        except RuntimeError:  # no memory for that; the next one that is counted sees to it
            unwritten.give_up_writing()


def write_wrong_tries() -> None:
    """Write down what this process counted; kept for the next time where the database is away."""
    counts = _unwritten().take()
    if not counts:
        return
    try:
        with transaction() as session:
            here = (
                select(Organiser.id)
                .where(Organiser.id.in_({key for key, _ in counts}))
                .order_by(Organiser.id)
            )
            there = set(session.scalars(here.with_for_update()))
            rows = [
                {"organiser_id": key, "day": day, "count": count, "noted": False}
                for (key, day), count in sorted(counts.items())
                if key in there
            ]
            if rows:
                _add(session, rows)
    except SQLAlchemyError:
        _unwritten().add(counts)


def note_wrong_tries() -> int:
    """In the list of acts, of each day that is over how many there were; a fortnight later the rows are gone. How many
    were noted.
    """
    today = trusted_time.today()
    over = (WrongTries.day < today, WrongTries.noted.is_(False))
    query = (
        select(WrongTries.organiser_id, WrongTries.day, WrongTries.count)
        .where(*over)
        .order_by(WrongTries.day)
    )
    rows = db.session.execute(query.limit(BATCH)).all()
    long_ago = WrongTries.day < today - KEPT_FOR
    if not rows and db.session.scalar(select(WrongTries.day).where(long_ago).limit(1)) is None:
        return 0
    with transaction() as session:
        for row in rows:
            mine = (WrongTries.organiser_id == row.organiser_id, WrongTries.day == row.day)
            session.execute(update(WrongTries).where(*mine).values(noted=True))
            audit.note(Act.WRONG_TRIES, person=row.organiser_id, day=row.day.isoformat(), number=row.count)
        session.execute(delete(WrongTries).where(long_ago, WrongTries.noted))
    return len(rows)


def wrong_tries(organiser_id: int) -> Sequence[Row[date, int]]:
    """How many there were at an account in the last fortnight, by day, the newest first."""
    query = select(WrongTries.day, WrongTries.count).where(WrongTries.organiser_id == organiser_id)
    return db.session.execute(query.order_by(WrongTries.day.desc()).limit(KEPT_FOR.days + 1)).all()


def _add(session: Any, rows: list[dict[str, Any]]) -> None:
    statement = insert(WrongTries)
    more = {"count": WrongTries.count + statement.excluded.count}
    session.execute(statement.on_conflict_do_update(index_elements=["organiser_id", "day"], set_=more), rows)


def _write_later(app: Flask) -> None:
    with app.app_context():
        write_wrong_tries()


def none_yet() -> Unwritten[Tried]:
    """Nothing counted; past MOST_APART accounts and days others are left out."""
    return Unwritten(MOST_APART)


def _unwritten() -> Unwritten[Tried]:
    unwritten: Unwritten[Tried] = current_app.extensions.setdefault("unwritten wrong tries", none_yet())
    return unwritten
