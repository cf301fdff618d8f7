"""How far time has surely come: what can't be undone goes by this, and not by a clock that somebody may set.

The worker lets it advance. As long as the machine's clock is at most a day ahead, it is the clock. A clock that is
further ahead was set, or the machine was off; which of the two, nothing here can tell. Then this time goes on by a
clock that nobody sets, for as long as the worker runs, until a day has run or a person says that the machine's clock is
right. It never goes back by itself. All else, signing and mail above all, goes by the machine's clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.vault.models import TrustedTime

BELIEVED = timedelta(days=1)  # how far ahead a clock may be, as after a day without the machine
RUNS = timedelta(hours=24)  # how long the worker has to run while the clock is further ahead
ONE = 1  # the only row


@dataclass(frozen=True)
class Trust:
    """The trusted time; while the clock is too far ahead, since when by this time, and how far at the last look."""

    at: datetime
    waits_since: datetime | None = None
    ahead: timedelta | None = None

    @property
    def left(self) -> timedelta:
        """How long the worker has still to run until the clock is believed."""
        return RUNS - (self.at - self.waits_since) if self.waits_since else RUNS


def advanced(trust: Trust, *, wall: datetime, ran: timedelta) -> Trust:
    """Where it stands once the worker has run for `ran` more and the machine's clock says `wall`.

    A clock that is behind by less than a day is waited for; one that is further behind isn't.
    """
    if trust.at <= wall <= trust.at + BELIEVED:
        return Trust(wall)
    if wall < trust.at:
        return Trust(trust.at if wall >= trust.at - BELIEVED else trust.at + ran)
    at = trust.at + ran
    ahead = wall - at
    if ahead <= BELIEVED:
        return Trust(wall)
    # Another jump begins the wait anew; what a stop of hours adds doesn't.
    steady = trust.ahead is not None and abs(ahead - trust.ahead) <= BELIEVED
    since = trust.waits_since if steady and trust.waits_since else trust.at
    return Trust(wall) if at - since >= RUNS else Trust(at, since, ahead)


def now() -> datetime:
    """The moment by which to judge what can't be undone: the clock's, unless that is too far ahead."""
    wall, trust = clock.now(), standing()
    return wall if trust is None or wall <= trust.at + BELIEVED else trust.at


def today() -> date:
    """The day it surely is in UTC."""
    return now().date()


def stamp() -> datetime:
    """The moment to write down where something is deleted so and so long after it: never too early a one.

    A clock that is behind would let it be deleted as soon as it is put right.
    """
    trust = standing()
    return now() if trust is None else max(now(), trust.at)


def standing() -> Trust | None:
    """As the worker wrote it down last; None before the first time."""
    row = db.session.execute(
        select(TrustedTime.at, TrustedTime.waits_since, TrustedTime.ahead).where(TrustedTime.id == ONE)
    ).one_or_none()
    return _trust(row) if row else None


def advance(*, ran: timedelta) -> None:
    """The worker has run for `ran` since it last said so, measured by a clock that nobody sets."""
    with transaction() as session:
        row = session.get(TrustedTime, ONE, with_for_update=True, populate_existing=True)
        if row is None:
            _begin()
            return
        trust = advanced(_trust(row), wall=clock.now(), ran=ran)
        row.at, row.waits_since = trust.at, trust.waits_since
        row.ahead = round(trust.ahead.total_seconds()) if trust.ahead is not None else None


def accept() -> Trust | None:
    """A person says that the machine's clock is right, ahead or behind. Returns how it stood before."""
    with transaction() as session:
        row = session.get(TrustedTime, ONE, with_for_update=True, populate_existing=True)
        audit.note(Act.CLOCK_ACCEPT, moment=clock.now().isoformat(timespec="seconds"))
        if row is None:
            _begin()
            return None
        before = _trust(row)
        row.at, row.waits_since, row.ahead = clock.now(), None, None
        return before


class Running:
    """How long a process has run, told to the trusted time again and again."""

    def __init__(self, seconds: Callable[[], float] = clock.steady) -> None:
        self._seconds, self._told = seconds, seconds()

    def tell(self) -> None:
        """What has run since it was told the last time; told again, if the database takes nothing now."""
        at = self._seconds()
        advance(ran=timedelta(seconds=at - self._told))
        self._told = at


def _begin() -> None:
    statement = insert(TrustedTime).values(id=ONE, at=clock.now()).on_conflict_do_nothing()
    db.session.execute(statement)


def _trust(row: object) -> Trust:
    at: datetime = row.at  # type: ignore[attr-defined]  # of the model, or of a query for the same columns
    since: datetime | None = row.waits_since  # type: ignore[attr-defined]
    ahead: int | None = row.ahead  # type: ignore[attr-defined]
    return Trust(at, since, None if ahead is None else timedelta(seconds=ahead))
