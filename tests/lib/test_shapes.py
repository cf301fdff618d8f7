"""Figures drawn as shapes of an SVG."""

from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.charts import AIR, HEIGHT, Column, columns, skyline


def test_columns_stand_on_the_ground_part_upon_part() -> None:
    assert columns([]) == []
    assert columns([(0, 0), (3, 1), (1, 0)]) == [
        Column(0, [(200, 0), (200, 0)]), Column(1, [(65, 135), (20, 45)]), Column(2, [(155, 45), (155, 0)]),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=60))
def test_whatever_is_not_zero_is_seen_and_nothing_rises_out_of_the_box(rows: list[tuple[int, int]]) -> None:
    for row, column in zip(rows, columns(rows), strict=True):
        for figure, (top, height) in zip(row, column.parts, strict=True):
            assert (height > 0) == (figure > 0)
            assert AIR - 2 <= top <= HEIGHT


def test_a_skyline_is_one_path_from_the_ground_to_the_ground() -> None:
    assert skyline([]) == "M0 200V200z"
    assert skyline([0, 2, 1]) == "M0 200V200h1V20h1V110h1V200z"
