"""Days as people write them. Pure."""

from datetime import date, datetime

from campaign.lib.pasted import code

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


def read_day(text: str) -> date:
    """The day written like 2016-09-24. Raises ValueError for what is none, or is far from any that can be meant.

    Bounded, so that a day can be added to it, and both databases know it.
    """
    day = datetime.strptime(code(text), "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    if not FIRST <= day <= LAST:
        raise ValueError(text)
    return day
