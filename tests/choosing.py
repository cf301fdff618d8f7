"""Which tests `make test` leaves to `make test-all`, and the order in which several processes take them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import pytest

T = TypeVar("T")

looks_at_all = True  # `make test` looks at each page in light or in dark, and not in both
LONG = 4  # tests of a file on PostgreSQL
SELDOM = 8  # of tests that needn't know their database one in so many is tried on PostgreSQL
MANY = 4  # cases of a test on a database
OF_A_PAGE = 3  # tests of a file in the browser
# A file that says one of these races, migrates, speaks SQL of its own or names a database.
KNOWS = re.compile(
    r"\b(Thread|ThreadPoolExecutor|Barrier|multiprocessing|at_once|SIGKILL|alembic|flask_migrate|upgrade|downgrade)\b"
    r"|postgresql|psycopg|sqlite3\.connect|\bdialect|from sqlalchemy import [^\n]*\btext\b|db\.text\(|for_update"
    r"|\bVACUUM\b|\bPRAGMA\b"
)
# A module of the program that does on one database what it doesn't on the other, and the tests that try it on both.
# `tests/rules/test_what_make_test_leaves.py` names one that isn't here.
DIFFERS = {
    "extensions": ("signing/between_two_batches", "lists/exporting", "moderation/looking_through"),
    "driver": ("web/statements_on_the_driver", "signing/few_statements"),
    "setting_texts": ("rules/settings",),
    "writers": ("running/writers_turns", "signing/between_two_batches"),
    "backup/backup": ("backup/backup",),
    "backup/facts": ("backup/restoring",),
    "backup/restore": ("backup/restoring",),
    "backup/snapshots": ("backup/backup", "backup/copies_to_resume_from"),
    "backup/versions": ("backup/other_versions", "backup/upgrading"),
    "checks/database": ("checks/check",),
    "checks/erasures": ("vault/wiping",),
    "checks/machine": ("checks/check_machine",),
    "columns": ("tally/lines_in_less_room",),
    "moderation/signatures": ("desk/signatures", "moderation/looking_through"),
    "signing/actions/confirming": ("signing/one_address_one_signature",),
    "tally/models": ("tally/lines_in_less_room",),
    "vault/models": ("vault/wiping",),
    "vault/wiping": ("vault/wiping", "running/taking_down"),
}
# Rooms whose tests share a browser and a site for it, which are made anew where another room's file comes in between;
# then those whose tests wait for programs, so that nobody waits for them at the end. The last are many and short.
FIRST = ("browser", "running", "vault", "tally", "backup", "limits", "jobs", "mail")
LAST = ("rules", "lib", "reading")


def part_of(things: Iterable[T], step: int) -> Iterator[T]:
    """All of what a test goes through by itself; in `make test` the first and each `step`-th after it.

    One is taken after the other, since what makes them may change something for each.
    """
    return islice(things, 0, None, 1 if looks_at_all else step)


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


def leave_databases(items: Iterable[pytest.Item]) -> None:
    """Of a file that needn't know its database keep each test on one: of SELDOM one on PostgreSQL, else on SQLite.

    Which ones follow from the file's name. A file that is for both keeps its tests on both, or on PostgreSQL each
    fourth of them where it is long.
    """
    by_file: dict[Path, dict[Any, dict[str, pytest.Item]]] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and "database_url" in callspec.params:
            kinds = by_file.setdefault(item.path, {}).setdefault(_but_for_the_database(item), {})
            kinds[callspec.params["database_url"]] = item
    for path, tests in by_file.items():
        pairs = [kinds for kinds in tests.values() if len(kinds) == 2]
        for place, kinds in enumerate(pairs):
            for kind in _left_out(path, place, is_long=len(pairs) >= LONG):
                _leave(kinds[kind])


def _left_out(path: Path, place: int, *, is_long: bool) -> list[str]:
    """The databases on which a file's test at that place isn't tried."""
    if is_for_both(path):
        return ["postgresql"] if is_long and place % 4 else []
    return ["postgresql" if (place + _number(path.stem)) % SELDOM else "sqlite"]


def leave_in_the_browser(items: Iterable[pytest.Item]) -> None:
    """Of each test in the browser keep every third case, of two one.

    Each of them opens a page, of which half a second of a processor is Chromium's. Of the tests of a file that are
    OF_A_PAGE or more the first stays, and every second one after it.
    """
    here = [item for item in items if item.path.parent.name == "browser"]
    for name, cases in _by_test(here).items():
        left = _that_stay(cases)
        _keep_every(min(len(left), 3), left, name)
    by_file: dict[Path, dict[str, list[pytest.Item]]] = {}
    for item in _that_stay(here):
        by_file.setdefault(item.path, {}).setdefault(_test_of(item), []).append(item)
    for tests in by_file.values():
        if len(tests) >= OF_A_PAGE:
            for place, cases in enumerate(tests.values()):
                if place % 2:
                    _leave(*cases)


def leave_cases_on_a_database(items: Iterable[pytest.Item]) -> None:
    """Of each test on a database that has MANY cases and more, beside its two databases, keep every second one."""
    for name, cases in _by_test(items).items():
        left = [case for case in _that_stay(cases) if "database_url" in case.callspec.params]  # type: ignore[attr-defined]
        if len({_but_for_the_database(case) for case in left}) >= MANY:
            pairs: dict[Any, list[pytest.Item]] = {}
            for case in left:
                pairs.setdefault(_but_for_the_database(case), []).append(case)
            for place, pair in enumerate(pairs.values()):
                if (place + _number(name)) % 2:
                    _leave(*pair)


def leave_cases_of_long(items: Iterable[pytest.Item]) -> None:
    """Of each test that is marked as long keep one of the cases that nothing else leaves out.

    Which one follows from its name, so that of many such tests some are tried on each database and with each value.
    """
    for name, cases in _by_test(items).items():
        left = _that_stay(cases)
        if left and left[0].get_closest_marker("long") is not None:
            _keep_every(len(left), left, name)


def _keep_every(step: int, cases: Iterable[pytest.Item], name: str) -> None:
    """Of each so many one, of which the name says which."""
    for place, case in enumerate(cases):
        if (place + _number(name)) % step:
            _leave(case)


def _leave(*cases: pytest.Item) -> None:
    """To `make test-all`."""
    for case in cases:
        case.add_marker(pytest.mark.full)


def _that_stay(cases: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What nothing has left out yet."""
    return [case for case in cases if case.get_closest_marker("full") is None]


def _number(name: str) -> int:
    """The same for a name each time."""
    return crc32(name.encode())


@cache
def is_for_both(path: Path) -> bool:
    """Whether a file's tests are for both databases: what they test differs there, or they say so themselves."""
    name = f"{path.parent.name}/{path.stem.removeprefix('test_')}"
    return any(name in names for names in DIFFERS.values()) or KNOWS.search(path.read_text()) is not None


def turn(item: pytest.Item) -> int:
    """When the tests of this one's room come."""
    room = item.path.parent.name
    if room in FIRST:
        return FIRST.index(room)
    return len(FIRST) + (LAST.index(room) + 1 if room in LAST else 0)


def _but_for_the_database(item: Any) -> tuple[Any, ...]:
    """What a test's two variants have in common."""
    others = sorted(
        (name, id(value)) for name, value in item.callspec.params.items() if name != "database_url"
    )
    return _test_of(item), *others


def _test_of(item: pytest.Item) -> str:
    """Its test's name, without the case."""
    return item.nodeid.partition("[")[0]


def _by_test(items: Iterable[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """The cases of each test that has any."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        if hasattr(item, "callspec"):
            tests.setdefault(_test_of(item), []).append(item)
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
