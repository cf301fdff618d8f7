"""The earth on a flat box: every area as large as it is, and every State within it."""

from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.projection import HEIGHT, SCALE, WIDTH, placed
from campaign.lib.un_names import table


@pytest.mark.parametrize(
    ("place", "at"),
    [((11, 0), (500, 241)), ((-168.9, 0), (0, 241)), ((190.9, 0), (1000, 241)), ((2.35, 48.86), (480, 71))],
)
def test_places_lie_where_they_are_known_to_lie(place: tuple[float, float], at: tuple[int, int]) -> None:
    x, y = placed(*place)
    assert (round(x), round(y)) == at


@given(st.floats(-165, 165), st.floats(-55, 80))
def test_equal_areas_are_equally_large(longitude: float, latitude: float) -> None:
    step = 0.01
    east = (longitude + 11 + 180) % 360 - 180
    (x, y), (x_east, _), (_, y_north) = (
        placed(east, latitude), placed(east + step, latitude), placed(east, latitude + step),
    )  # fmt: skip
    drawn = (x_east - x) * (y - y_north) / SCALE**2
    real = (pi / 180 * step) ** 2 * cos(radians(latitude))
    assert drawn / real == pytest.approx(1, rel=0.02)


def test_each_state_has_a_capital_and_all_lie_in_the_box() -> None:
    rows = table("capitals.csv")
    assert len({row["code"] for row in rows}) == len(rows) == 195
    for row in rows:
        x, y = placed(float(row["longitude"]), float(row["latitude"]))
        assert (row["code"], 0 < x < WIDTH, 0 < y < HEIGHT) == (row["code"], True, True)
