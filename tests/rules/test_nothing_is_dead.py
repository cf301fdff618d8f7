"""Nothing stands in the program that only tests use."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.rules.test_words_at_the_edge import MODULES, name, parsed

ROOT = Path(__file__).parents[2]
# What has a user that isn't one of our own sources.
USED_ELSEWHERE = {
    "backup/trial_columns.py LEFT": "says why a column stays behind, so that leaving one is a decision",
    "backup/trial_columns.py TABLES_LEFT": "the same of whole tables",
    "signing/consent.py VERSIONS": "every version that was given has its words, which tests ask for one by one",
}


def names_used() -> Counter[str]:
    """How often each name is read, in sources, templates, migrations and what is packed with us."""
    used: Counter[str] = Counter()
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            match node:
                case (
                    ast.Name(id=word, ctx=ast.Load()) | ast.Attribute(attr=word) | ast.keyword(arg=str(word))
                ):
                    used[word] += 1
                case ast.alias(name=word, asname=str()):  # read by its other name
                    used[word] += 1
    for folder in ("templates", "migrations", "browser"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".html", ".py", ".svg", ".txt", ".typ"} and "node_modules" not in path.parts:
                used.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return used


def defined(tree: ast.Module) -> Iterator[str]:
    """Functions, classes and constants of a module that nothing registers, and the properties of its classes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=word, decorator_list=[ast.Name(id="property" | "cache")]):
                yield word
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=word, decorator_list=[]) | ast.ClassDef(name=word, decorator_list=[]):
                yield word
            case ast.Assign(targets=[ast.Name(id=word)]) | ast.AnnAssign(target=ast.Name(id=word)):
                yield word


def test_nothing_is_used_by_tests_alone() -> None:
    used = names_used()
    unused = {
        f"{name(path)} {word}"
        for path in MODULES
        for word in defined(parsed(path))
        if not used[word] and not word.startswith("__")
    }
    assert unused == USED_ELSEWHERE.keys()
