"""A log's history as a line that can be drawn and a table that can be read: pure."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

Days = Sequence[tuple[date, int]]

MOST_ROWS = 100
WIDTH, HEIGHT = 1000, 200
WEEK, ENOUGH = timedelta(days=7), 20
# What stays free above the highest point, so that there is sky over the line.
AIR = 40

SPANS: tuple[Callable[[date], object], ...] = (
    lambda day: day,
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
    lambda day: day.year,
)


def thinned(days: Days, *, most: int = MOST_ROWS) -> list[tuple[date, int]]:
    """At most `most` of (day, total), the oldest first: all of them, or the last of each week, month or year.

    `days` are in order; the newest is always among what is left.
    """
    rows = list(days)
    for span in SPANS:
        rows = list({span(day): (day, total) for day, total in days}.values())
        if len(rows) <= most:
            break
    return rows[-most:]


def since_last_week(days: Days, *, today: date) -> tuple[date, int] | None:
    """How many more the last statement took in than the newest that is at least a week older, and that one's day.

    None below ENOUGH, and where the last statement is itself of last week. `days` are in order, each of a whole
    statement: nothing finer is told by their difference.
    """
    if not days or days[-1][0] < today - WEEK:
        return None
    last, total = days[-1]
    before = [(day, taken_in) for day, taken_in in days if day <= last - WEEK]
    if not before or total - before[-1][1] < ENOUGH:
        return None
    return before[-1][0], total - before[-1][1]


def curve(days: Days) -> str:
    """The points of an SVG polyline in a box of WIDTH by HEIGHT: zero lies on its lower edge, time runs from left.

    `days` are in order and at least two.
    """
    first, span = days[0][0], (days[-1][0] - days[0][0]).days
    highest = max(total for _, total in days) or 1
    return " ".join(
        f"{round(WIDTH * (day - first).days / span)},{round(HEIGHT - (HEIGHT - AIR) * total / highest)}"
        for day, total in days
    )
