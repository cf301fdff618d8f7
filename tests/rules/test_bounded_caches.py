"""What outlives a request and is filled while the program runs has a bound, or a reason why it can't grow.

See architecture.md, rule 11: a stranger's input may key it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "campaign").rglob("*.py"))

# Without a bound of their own: what keys them, and why that is a small and fixed set.
REASONS = {
    "api/openapi.py components": "one value",
    "letters/check_page.py page_file": "one value",
    "letters/check_page.py _part": "languages of pages, served and as a file",
    "letters/wording.py wording_to": "States, in the letter languages",
    "vault/holder_page.py page_file": "one value",
    "letters/font_files.py installed": "one value",
    "letters/glyphs.py _characters": "one value",
    "letters/pace.py new_york": "one value",
    "letters/typesetting.py fonts": "one value",
    "letters/wording.py wording": "letter languages, each a file of ours: any other raises",
    "lib/countries.py codes": "one value",
    "lib/countries.py collated": "locales of page languages",
    "lib/countries.py readers_names": "one value",
    "lib/logs.py _writer": "one value",
    "lib/on_demand.py PACKAGES": "packages of ours",
    "lib/on_demand.py _LOADED": "packages of ours",
    "lib/on_demand.py _modules": "packages of ours",
    "lib/territories.py territories": "locales of ours",
    "lib/un_names.py _names": "one value",
    "missions/states.py _states": "one value",
    "organisers/actions/waiting.py _KINDS": "kinds of acts that wait: two",
    "reading/dates.py _patterns": "one value",
    "reading/dates.py months": "one value",
    "reading/dates.py weekdays": "one value",
    "reading/places.py place_names": "one value",
    "releases/world.py _capitals": "one value",
    "releases/world.py _land": "one value",
    "running/worker.py _failing": "chores of the worker, by their names",
    "signing/actions/confirming.py _signing": "kinds of database: two",
    "tables.py load_tables": "one value",
    "vault/keys.py _CONTENT": "files of the keys folder: a key that isn't there gets no place",
    "vault/keys.py _REPLACED": "purposes of secrets that are accepted for a day: three",
    "web/filters.py _fingerprint": "names of files that our templates write",
}
# What an app carries along: where its bound is tested.
CARRIED = {
    "briefly": "tests/lib/test_caches.py",
    "shelf": "tests/lib/test_caches.py",
    "unwritten refusals": "tests/limits/test_limits_bounds.py",
    "unwritten wrong tries": "tests/organisers/test_sign_ins_noted.py",
}
MAKERS = {
    "dict",
    "list",
    "set",
    "defaultdict",
    "Counter",
    "OrderedDict",
    "deque",
    "WeakKeyDictionary",
    "WeakValueDictionary",
}


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def is_unbounded(decorator: ast.expr) -> bool:
    """`@cache`, `@lru_cache(maxsize=None)`, or a bound that isn't a plain number."""
    if not isinstance(decorator, ast.Call):
        return name_of(decorator) == "cache"
    bounds = [*decorator.args, *(each.value for each in decorator.keywords if each.arg == "maxsize")]
    is_number = bool(bounds) and isinstance(bounds[0], ast.Constant) and isinstance(bounds[0].value, int)
    return name_of(decorator.func) == "lru_cache" and bool(bounds) and not is_number


def is_empty_table(value: ast.expr | None) -> bool:
    """A table that nothing is in yet, so that something will be put in."""
    if isinstance(value, ast.Call):
        return name_of(value.func) in MAKERS and not [
            each for each in value.args if name_of(each) not in MAKERS
        ]
    return (isinstance(value, ast.Dict) and not value.keys) or (
        isinstance(value, ast.List) and not value.elts
    )


def unbounded(source: str) -> Iterator[str]:
    """The names of caches without a bound, and of tables of a module or class that are filled later."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(is_unbounded, node.decorator_list)):
            yield node.name
        elif isinstance(node, ast.Module | ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign | ast.AnnAssign) and is_empty_table(line.value):
                    targets = line.targets if isinstance(line, ast.Assign) else [line.target]
                    yield from map(name_of, targets)


def test_every_cache_without_a_bound_has_its_reason() -> None:
    there = {
        f"{file.relative_to(ROOT / 'campaign').as_posix()} {name}"
        for file in FILES
        for name in unbounded(file.read_text())
    }
    assert there == set(REASONS)


def test_a_new_one_is_seen() -> None:
    source = """
from functools import cache, lru_cache
@cache
def one(): ...
@functools.lru_cache(maxsize=None)
def two(): ...
@lru_cache(None)
def three(): ...
@lru_cache(maxsize=MOST)
def four(): ...
@lru_cache(maxsize=100)
def bounded(): ...
@lru_cache
def of_128(): ...
five = {}
six: dict[str, str] = dict()
seven = defaultdict(list)
eight = []
class Nine:
    nine = collections.OrderedDict()
CONSTANT = {"a": 1}
OTHER = dict(a=1) | dict([("b", 2)])
"""
    assert list(unbounded(source)) == ["five", "six", "seven", "eight", "one", "two", "three", "four", "nine"]


def test_what_an_app_carries_along_is_listed_and_its_test_is_there() -> None:
    there = {
        name
        for file in FILES
        for name in re.findall(r'extensions(?:\.setdefault\(|\[)"([^"]+)"', file.read_text())
    }
    assert there == set(CARRIED)
    assert [test for test in CARRIED.values() if not (ROOT / test).exists()] == []
