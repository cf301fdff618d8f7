"""When letters go: in office hours of New York, never faster than asked."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letters.pace import in_office_hours, moments, opening

MOMENTS = st.datetimes(datetime(2016, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2016-10-03T13:00", "2016-10-03T13:00"),  # Monday 9:00 in summer
        ("2016-10-03T12:59", "2016-10-03T13:00"),
        ("2016-10-03T20:59", "2016-10-03T20:59"),
        ("2016-10-03T21:00", "2016-10-04T13:00"),
        ("2016-10-08T03:00", "2016-10-10T13:00"),  # still Friday evening there
        ("2016-11-04T21:00", "2016-11-07T14:00"),  # the clocks go back in between
        ("2016-12-05T13:30", "2016-12-05T14:00"),
    ],
)
def test_offices_open_at_nine_there(moment: str, opens: str) -> None:
    at = datetime.fromisoformat(f"{moment}:00+00:00")
    assert opening(at) == datetime.fromisoformat(f"{opens}:00+00:00")


@given(moment=MOMENTS)
def test_an_opening_is_in_office_hours_and_soon(moment: datetime) -> None:
    found = opening(moment)
    assert in_office_hours(found)
    assert timedelta(0) <= found - moment <= timedelta(days=2, hours=17)
    assert opening(found) == found


@given(start=MOMENTS, count=st.integers(0, 60), per_hour=st.integers(1, 3600), office_hours=st.booleans())
def test_no_hour_sees_more_than_asked(start: datetime, count: int, per_hour: int, office_hours: bool) -> None:
    found = moments(count, start=start, per_hour=per_hour, office_hours=office_hours)
    assert len(found) == count
    assert all(later - earlier >= timedelta(hours=1) / per_hour for earlier, later in pairwise(found))
    assert all(not office_hours or in_office_hours(moment) for moment in found)
