"""The one clock: UTC, aware. Tests move it with time-machine; nothing else in the project asks for the time."""

import time as time_module
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """This moment, UTC."""
    return _moved.get() or unmoved()


def unmoved() -> datetime:
    """This moment, also where what is invented is given another one: for what says when something was really done."""
    return datetime.now(UTC)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`, for this thread alone: so what is invented can have taken weeks."""
    before = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(before)


def steady() -> float:
    """Seconds of a clock that nobody sets, from some beginning; a machine's sleep counts where the system tells."""
    boot = getattr(time_module, "CLOCK_BOOTTIME", None)
    return time_module.monotonic() if boot is None else time_module.clock_gettime(boot)


def today() -> date:
    """The day it is in UTC."""
    return now().date()


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return datetime.combine(day, time(), UTC)


def hour(moment: datetime) -> datetime:
    """The full hour that `moment` lies in: all that a submission keeps of its time."""
    return moment.replace(minute=0, second=0, microsecond=0)
