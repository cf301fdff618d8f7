"""When letters go: so many an hour, and if wished in the office hours of New York. Pure."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

OPENS, CLOSES = 9, 17
SATURDAY = 5


@cache
def new_york() -> ZoneInfo:
    """The time in New York; ZoneInfoNotFoundError on a machine that lacks it."""
    return ZoneInfo("America/New_York")


def in_office_hours(moment: datetime) -> bool:
    """Monday to Friday, 9 to 17 in New York."""
    local = moment.astimezone(new_york())
    return local.weekday() < SATURDAY and OPENS <= local.hour < CLOSES


def opening(moment: datetime) -> datetime:
    """The first moment in office hours, this one or a later one; UTC."""
    if in_office_hours(moment):
        return moment
    local = moment.astimezone(new_york())
    if local.hour >= CLOSES:
        local += timedelta(days=1)
    while local.weekday() >= SATURDAY:
        local += timedelta(days=1)
    return local.replace(hour=OPENS, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def moments(count: int, *, start: datetime, per_hour: int, office_hours: bool) -> list[datetime]:
    """When `count` letters go: the first at `start` or when the offices open, the next ones evenly spaced."""
    times: list[datetime] = []
    moment = start
    for _ in range(count):
        moment = opening(moment) if office_hours else moment
        times.append(moment)
        moment += spacing(per_hour)
    return times


def spacing(per_hour: int) -> timedelta:
    """What lies between two letters."""
    return timedelta(hours=1) / per_hour
