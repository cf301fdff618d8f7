"""The one clock: UTC, aware. Tests move it with time-machine; nothing else in the project asks for the time."""

from datetime import UTC, date, datetime, timedelta

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in UTC."""
    return now().date()


def hour(moment: datetime) -> datetime:
    """The full hour that `moment` lies in: all that a submission keeps of its time."""
    return moment.replace(minute=0, second=0, microsecond=0)
