"""`make test` runs a part of large products, and each value of each of their lists all the same."""

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.choosing import leave_postgresql, leave_products, turn

LISTS = {"width": (320, 390, 1280), "state": ("open", "closed"), "language": ("en", "ar", "fr", "fa")}


@dataclass
class Case:
    """As much of a collected test as is looked at."""

    params: dict[str, Any]
    path: Path = Path("tests/web/test_a.py")
    lists: tuple[str, ...] = ()
    left: bool = field(default=False)

    @property
    def nodeid(self) -> str:
        return f"{self.path}::test_it[{'-'.join(map(str, self.params.values()))}]"

    @property
    def callspec(self) -> SimpleNamespace:
        return SimpleNamespace(params=self.params)

    def iter_markers(self, name: str) -> list[Any]:
        return [pytest.mark.parametrize(each, []).mark for each in self.lists]

    def add_marker(self, mark: Any) -> None:
        assert mark.name == "full"
        self.left = True


def cases(**lists: tuple[Any, ...]) -> list[Any]:
    return [Case(dict(zip(lists, values, strict=True))) for values in product(*lists.values())]


def kept(items: list[Any]) -> list[dict[str, Any]]:
    leave_products(items)
    return [case.params for case in items if not case.left]


def test_as_many_cases_stay_as_the_longest_list_has_values_and_each_value_of_each_is_among_them() -> None:
    left = kept(cases(**LISTS))
    assert len(left) == 4
    assert {name: {case[name] for case in left} for name in LISTS} == {
        name: set(values) for name, values in LISTS.items()
    }


def test_they_are_the_same_each_time() -> None:
    assert kept(cases(**LISTS)) == kept(cases(**LISTS))


def test_each_case_of_the_product_stays_on_both_databases() -> None:
    left = kept(cases(width=(1, 2, 3), language=("en", "ar"), database_url=("sqlite", "postgresql")))
    assert left == [
        {"width": width, "language": language, "database_url": kind}
        for width, language in ((1, "en"), (2, "ar"), (3, "en"))
        for kind in ("sqlite", "postgresql")
    ]


@pytest.mark.parametrize(
    "items",
    [
        cases(text=tuple(range(20))),
        cases(text=(1, 2), database_url=("sqlite", "postgresql")),
        cases(database_url=("sqlite", "postgresql")),
        [Case({"text": n, "expected": [n]}, lists=("text, expected",)) for n in range(9)],
        [Case({"text": n, "expected": [n]}, lists=(("text", "expected"),)) for n in range(9)],
    ],
    ids=["one list", "one list on both databases", "no list", "pairs", "pairs, named one by one"],
)
def test_what_is_no_product_stays_whole(items: list[Any]) -> None:
    assert len(kept(items)) == len(items)


@pytest.mark.parametrize(("tests", "stay"), [(3, [0, 1, 2]), (4, [0]), (9, [0, 4, 8])])
def test_of_a_long_file_each_fourth_test_stays_on_postgresql(tests: int, stay: list[int]) -> None:
    items = cases(number=tuple(range(tests)), database_url=("postgresql", "sqlite"))
    leave_postgresql(items)
    left = [case.params for case in items if not case.left]
    assert [case["number"] for case in left if case["database_url"] == "postgresql"] == stay
    assert [case["number"] for case in left if case["database_url"] == "sqlite"] == [*range(tests)]


def test_what_shares_a_browser_or_waits_for_programs_comes_first() -> None:
    rooms = ("lib", "desk", "rules", "running", "browser", "signing")
    items: list[Any] = [Case({}, path=Path(f"tests/{room}/test_a.py")) for room in rooms]
    assert [item.path.parent.name for item in sorted(items, key=turn)] == [
        "browser", "running", "desk", "signing", "rules", "lib",
    ]  # fmt: skip
