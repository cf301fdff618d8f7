"""Days as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.days import FIRST, LAST, read_day


@given(st.dates(FIRST, LAST))
def test_a_day_that_can_be_meant_is_read_and_has_a_next_one(day: date) -> None:
    assert read_day(f" {day} ") == day
    assert day + timedelta(days=1) > day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9999-12-31",
        "3000-01-01",
        "1899-12-31",
        "0001-01-01",
        "2016-02-30",
        "24.9.2016",
        "2016-W38-6",
        "\0",
        "9" * 5_000,
    ],
)
def test_any_other_is_none(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text)
