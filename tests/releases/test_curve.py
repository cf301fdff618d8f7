"""Days as rows and as a line: never too many, never without the newest."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaign.releases.curve import curve, since_last_week, thinned

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


def test_since_last_week_compares_statements_a_week_apart_from_twenty_up() -> None:
    days = [(date(2026, 3, 1), 100), (date(2026, 3, 3), 110), (date(2026, 3, 10), 130)]
    assert since_last_week(days, today=date(2026, 3, 12)) == (date(2026, 3, 3), 20)
    assert since_last_week(days, today=date(2026, 3, 17)) == (date(2026, 3, 3), 20)
    assert since_last_week(days, today=date(2026, 3, 18)) is None
    assert since_last_week([*days[:2], (date(2026, 3, 10), 129)], today=date(2026, 3, 12)) is None
    assert since_last_week([*days[:2], (date(2026, 3, 7), 500)], today=date(2026, 3, 7)) is None
    assert since_last_week([*days[:2], (date(2026, 3, 9), 500)], today=date(2026, 3, 9)) == (
        date(2026, 3, 1),
        400,
    )
    assert since_last_week([], today=date(2026, 3, 9)) is None
