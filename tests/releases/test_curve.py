"""Days as rows and as a line: never too many, never without the newest."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaign.releases.curve import curve, thinned

FIRST = date(2016, 9, 24)
DAYS = st.dictionaries(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 10**9), max_size=400
).map(lambda found: sorted(found.items()))


def each_day(count: int) -> list[tuple[date, int]]:
    return [(FIRST + timedelta(days=n), n) for n in range(count)]


def test_what_is_short_stays_whole() -> None:
    assert thinned(each_day(100)) == each_day(100)


def test_what_is_long_keeps_the_last_day_of_each_week_then_month_then_year() -> None:
    weeks = thinned(each_day(101))
    assert [day.isoweekday() for day, _ in weeks[:-1]] == [7] * 15
    months = thinned(each_day(1000))
    assert [(day + timedelta(days=1)).day for day, _ in months[:-1]] == [1] * 33
    years = thinned(each_day(3660))
    assert [(day.month, day.day) for day, _ in years[:-1]] == [(12, 31)] * 10
    assert [rows[-1] for rows in (weeks, months, years)] == [each_day(n)[-1] for n in (101, 1000, 3660)]


@given(DAYS, st.integers(1, 120))
def test_at_most_so_many_of_them_in_order_with_the_newest(days: list[tuple[date, int]], most: int) -> None:
    kept = thinned(days, most=most)
    assert len(kept) <= most
    assert kept == sorted(set(days) & set(kept))
    assert kept[-1:] == days[-1:]


def test_the_line_begins_left_rises_with_the_total_and_leaves_sky_above() -> None:
    days = [(FIRST, 0), (FIRST + timedelta(days=1), 50), (FIRST + timedelta(days=4), 100)]
    assert curve(days) == "0,200 250,120 1000,40"
    assert curve([(FIRST, 0), (FIRST + timedelta(days=1), 0)]) == "0,200 1000,200"
