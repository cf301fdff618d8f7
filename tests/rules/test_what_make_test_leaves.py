"""`make test` runs a part of large products, each value of each of their lists, and one database where one will do."""

import re
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import choosing
from tests.choosing import (
    DIFFERS,
    is_for_both,
    leave_cases_of_long,
    leave_cases_on_a_database,
    leave_databases,
    leave_in_the_browser,
    leave_products,
    part_of,
    turn,
)

ROOT = Path(__file__).parents[2]
KINDS = ("sqlite", "postgresql")
SIGNATURES = ROOT / "tests/desk/test_signatures.py"
OWN_TO_ONE = re.compile(
    r'dialect\.name|postgresql\.|VACUUM|pg_advisory|== "(sqlite|postgresql)"|kind = "sqlite"'
)
LISTS = {"width": (320, 390, 1280), "state": ("open", "closed"), "language": ("en", "ar", "fr", "fa")}


@dataclass
class Case:
    """As much of a collected case of a test as is looked at."""

    params: dict[str, Any]
    path: Path = Path("tests/web/test_a.py")
    lists: tuple[str, ...] = ()
    left: bool = field(default=False)
    long: bool = field(default=False)

    @property
    def nodeid(self) -> str:
        return f"{self.path}::test_it[{'-'.join(map(str, self.params.values()))}]"

    @property
    def callspec(self) -> SimpleNamespace:
        return SimpleNamespace(params=self.params)

    def iter_markers(self, name: str) -> list[Any]:
        return [pytest.mark.parametrize(each, []).mark for each in self.lists]

    def get_closest_marker(self, name: str) -> Any:
        return getattr(pytest.mark, name).mark if {"full": self.left, "long": self.long}[name] else None

    def add_marker(self, mark: Any) -> None:
        assert mark.name == "full"
        self.left = True


class Test(Case):
    """One that has no cases."""

    __test__ = False

    def __init__(self, name: str, path: Path) -> None:
        super().__init__({}, path=path)
        self.name = name

    @property
    def nodeid(self) -> str:
        return f"{self.path}::{self.name}"


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


@pytest.mark.parametrize("path", ["tests/web/test_a.py", "tests/web/test_b.py", "tests/web/test_c.py"])
def test_of_one_that_takes_long_one_case_stays_of_those_that_nothing_else_leaves_out(path: str) -> None:
    items = cases(way=("full", "cut", "slow"), database_url=KINDS)
    for place, item in enumerate(items):
        item.path, item.long, item.left = Path(path), True, place % 3 == 0
    leave_cases_of_long(items)
    assert [place for place, item in enumerate(items) if not item.left] in ([1], [2], [4], [5])


def test_which_one_differs_between_tests_and_what_is_short_stays_whole() -> None:
    tests = [cases(database_url=KINDS) for _ in range(20)]
    for number, items in enumerate(tests):
        for item in items:
            item.path, item.long = Path(f"tests/web/test_{number}.py"), number > 0
        leave_cases_of_long(items)
    left = [[item.params["database_url"] for item in items if not item.left] for items in tests]
    assert left[0] == list(KINDS)
    assert {kind for (kind,) in left[1:]} == set(KINDS)


def in_the_browser(path: str, number: int) -> list[int]:
    items = cases(state=tuple(range(number)))
    for item in items:
        item.path = Path(path)
    leave_in_the_browser(items)
    return [place for place, item in enumerate(items) if not item.left]


def test_in_the_browser_every_third_case_stays() -> None:
    assert in_the_browser("tests/browser/test_a.py", 9) in ([0, 3, 6], [1, 4, 7], [2, 5, 8])
    assert in_the_browser("tests/browser/test_a.py", 2) in ([0], [1])
    assert in_the_browser("tests/browser/test_a.py", 1) == [0]
    assert in_the_browser("tests/web/test_a.py", 9) == list(range(9))


def stay(tests: int, path: Path) -> dict[str, list[int]]:
    """Which of so many tests of a file stay on each database."""
    items = cases(number=tuple(range(tests)), database_url=KINDS)
    for item in items:
        item.path = path
    leave_databases(items)
    left = [case.params for case in items if not case.left]
    return {kind: [case["number"] for case in left if case["database_url"] == kind] for kind in KINDS}


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A file of tests that asks no database for anything by itself."""
    path = tmp_path / "test_plain.py"
    path.write_text("def test_it(site):\n    site.signed(NOUR)\n")
    return path


def test_each_test_stays_on_one_database_one_of_eight_on_postgresql(plain: Path) -> None:
    left = stay(24, plain)
    assert sorted(left["sqlite"] + left["postgresql"]) == list(range(24))
    first = left["postgresql"][0]
    assert left["postgresql"] == [first, first + 8, first + 16]


def test_which_one_differs_between_files_so_that_short_ones_have_their_turn(plain: Path) -> None:
    firsts = set()
    for number in range(40):
        path = plain.with_name(f"test_{number}.py")
        path.write_text(plain.read_text())
        firsts |= set(stay(8, path)["postgresql"])
    assert firsts == set(range(8))


@pytest.mark.parametrize(("number", "left"), [(3, 3), (4, 2), (9, 4.5)], ids=["few", "many", "more"])
def test_of_many_cases_on_a_database_every_second_stays_on_each(number: int, left: float) -> None:
    items = cases(number=tuple(range(number)), database_url=KINDS)
    leave_cases_on_a_database(items)
    stayed = [item.params for item in items if not item.left]
    numbers = sorted({each["number"] for each in stayed})
    assert len(stayed) == 2 * len(numbers)
    assert len(numbers) in {int(left), int(left + 0.5)}
    assert {b - a for a, b in pairwise(numbers)} == ({1} if number == 3 else {2})


def test_of_many_cases_without_a_database_all_stay() -> None:
    items = cases(number=tuple(range(20)))
    leave_cases_on_a_database(items)
    assert [item for item in items if item.left] == []


@pytest.mark.parametrize(("room", "number", "left"), [("browser", 2, 2), ("browser", 7, 4), ("web", 8, 8)])
def test_of_many_tests_of_one_page_every_second_stays(room: str, number: int, left: int) -> None:
    items: list[Any] = [Test(f"test_{place}", Path(f"tests/{room}/test_a.py")) for place in range(number)]
    leave_in_the_browser(items)
    assert len([item for item in items if not item.left]) == left


@pytest.mark.parametrize(
    ("tests", "postgresql"), [(3, [0, 1, 2]), (4, [0]), (9, [0, 4, 8])], ids=["short", "long", "longer"]
)
def test_what_is_for_both_stays_on_both_of_a_long_file_each_fourth_on_postgresql(
    tests: int, postgresql: list[int]
) -> None:
    assert stay(tests, SIGNATURES) == {"sqlite": [*range(tests)], "postgresql": postgresql}


def test_what_is_tried_on_one_database_alone_stays(plain: Path) -> None:
    items: list[Any] = [Case({"number": n, "database_url": "postgresql"}, path=plain) for n in range(8)]
    leave_databases(items)
    assert [case.left for case in items] == [False] * 8


@pytest.mark.parametrize(
    "line",
    [
        "        threading.Thread(target=sign).start()",
        "    at_once(sign, 100)",
        "    os.kill(program.pid, signal.SIGKILL)",
        "    upgrade(revision='0007')",
        "from sqlalchemy import select, text",
        "    assert db.engine.dialect.name in {'x'}",
        '    if database_url.startswith("postgresql"):',
    ],
)
def test_a_file_that_races_migrates_or_asks_in_sql_is_for_both(plain: Path, line: str) -> None:
    assert not is_for_both(plain)
    also = plain.with_name("test_also.py")
    also.write_text(f"{plain.read_text()}{line}\n")
    assert is_for_both(also)


def test_what_differs_between_the_databases_has_tests_that_are_for_both() -> None:
    own = {
        path.relative_to(ROOT / "campaign").with_suffix("").as_posix()
        for path in (ROOT / "campaign").rglob("*.py")
        if OWN_TO_ONE.search(path.read_text(encoding="utf-8"))
    }
    assert own == DIFFERS.keys()
    for names in DIFFERS.values():
        for room, name in (each.split("/") for each in names):
            path = ROOT / "tests" / room / f"test_{name}.py"
            assert path.exists(), path
            assert is_for_both(path), path


def test_what_shares_a_browser_or_waits_for_programs_comes_first() -> None:
    rooms = ("lib", "desk", "rules", "running", "browser", "signing")
    items: list[Any] = [Case({}, path=Path(f"tests/{room}/test_a.py")) for room in rooms]
    assert [item.path.parent.name for item in sorted(items, key=turn)] == [
        "browser", "running", "desk", "signing", "rules", "lib",
    ]  # fmt: skip


@pytest.mark.parametrize(("looks_at_all", "taken"), [(True, "abcdefgh"), (False, "adg")])
def test_of_what_a_test_goes_through_a_part_is_taken(
    monkeypatch: pytest.MonkeyPatch, looks_at_all: bool, taken: str
) -> None:
    monkeypatch.setattr(choosing, "looks_at_all", looks_at_all)
    assert "".join(part_of("abcdefgh", 3)) == taken
