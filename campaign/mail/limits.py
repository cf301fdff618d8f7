"""When one address may be written to again: pure (architecture.md, cases 1, 2 and 17)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

APART = timedelta(minutes=15)
RULES = ((3, timedelta(hours=24)), (5, timedelta(days=30)))
MEMORY = timedelta(days=30)
LONGEST = timedelta(hours=12)  # until what waits is looked at again, whatever it waits for
AHEAD = timedelta(hours=1)  # a time further ahead than this is of a clock that was wrong
UNSURE = (APART, *3 * (timedelta(hours=12),))


def next_time(sent: Iterable[datetime], *, now: datetime) -> datetime:
    """The first moment, now or later, at which a further mail keeps every limit; `sent` in any order.

    What a clock that was wrong put into the future counts no more: until then nobody there would be written to.
    """
    past = sorted(moment for moment in sent if moment <= now + AHEAD)
    moment = now
    if past:
        moment = max(moment, past[-1] + APART)
    for most, within in RULES:
        if len(past) >= most:
            moment = max(moment, past[-most] + within)
    return moment


def retry_after(attempts: int, *, unsure: bool = False) -> timedelta | None:
    """The wait after a temporary refusal: 1, 5, 15, 60 minutes, then hourly for two days; None is the end.

    Where the server may have taken the mail and didn't say so, each attempt may be one more mail to the address: then
    as far apart as mails to one address are.
    """
    if unsure:
        return UNSURE[attempts - 1] if attempts <= len(UNSURE) else None
    first = (1, 5, 15, 60)
    if attempts <= len(first):
        return timedelta(minutes=first[attempts - 1])
    return timedelta(hours=1) if attempts < len(first) + 48 else None
