"""Which tests `make test` leaves to `make test-all`, and the order in which several processes take them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

LONG = 4  # tests of a file on PostgreSQL
# Rooms whose tests share a browser and a site for it, which are made anew where another room's file comes in between;
# then those whose tests wait for programs, so that nobody waits for them at the end. The last are many and short.
FIRST = ("browser", "running", "vault", "tally", "backup", "limits", "jobs", "mail")
LAST = ("rules", "lib", "reading")


def leave_products(items: Iterable[pytest.Item]) -> None:
    """Of each test with several lists of parameters keep as many cases as the longest list has values.

    Each case takes the next value of every list: of widths × languages the first width in the first language, the
    second in the second, the third in the first again. The two databases are no such list.
    """
    for cases in _by_test(items).values():
        places = _places(cases)
        sizes = [max(column) + 1 for column in zip(*places, strict=True)]
        kept = {tuple(turn % size for size in sizes) for turn in range(max(sizes, default=1))}
        for case, place in zip(cases, places, strict=True):
            if place not in kept:
                case.add_marker(pytest.mark.full)


def leave_postgresql(items: Iterable[pytest.Item]) -> None:
    """On PostgreSQL keep each fourth test of a long file, and short ones whole.

    What differs between the two databases, statements that race above all, has its tests in short files.
    """
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("database_url") == "postgresql":
            by_file.setdefault(item.path, []).append(item)
    for variants in by_file.values():
        if len(variants) >= LONG:
            for place, item in enumerate(variants):
                if place % 4:
                    item.add_marker(pytest.mark.full)


def turn(item: pytest.Item) -> int:
    """When the tests of this one's room come."""
    room = item.path.parent.name
    if room in FIRST:
        return FIRST.index(room)
    return len(FIRST) + (LAST.index(room) + 1 if room in LAST else 0)


def _by_test(items: Iterable[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """The cases of each test that has any."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        if hasattr(item, "callspec"):
            tests.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return tests


def _places(cases: list[pytest.Item]) -> list[tuple[int, ...]]:
    """Where each case's values stand in their lists."""
    orders: list[dict[Any, int]] = [{} for _ in _values(cases[0])]
    return [
        tuple(order.setdefault(value, len(order)) for order, value in zip(orders, _values(case), strict=True))
        for case in cases
    ]


def _values(case: Any) -> Iterator[tuple[int, ...]]:
    """What a case has of each list, as its identity: a value needn't be hashable."""
    others = {name: id(value) for name, value in case.callspec.params.items() if name != "database_url"}
    for mark in case.iter_markers("parametrize"):
        names = mark.args[0] if isinstance(mark.args[0], (list, tuple)) else mark.args[0].split(",")
        yield tuple(others.pop(name.strip(), 0) for name in names)
    yield from ((value,) for value in others.values())
