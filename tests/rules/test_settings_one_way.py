"""Settings and keys reach code one way: what runs in an app asks `current.settings()`, and nobody hands it any."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from functools import cache, cached_property
from inspect import getmembers
from typing import get_type_hints

import pytest

from campaign.settings import Settings
from tests.rules.test_words_at_the_edge import MODULES, imported, name, parsed

# Where apps are made of settings, and a restore, which makes several.
BEFORE_AN_APP = {"__init__.py", "app.py", "backup/restore.py"}
SET_UP = {"__init__.py", "app.py", "counts.py", "current.py", "web/hanging.py"}


@cache
def settings_by_type() -> set[tuple[str, str]]:
    """Name and type, as they would stand at a parameter, of all that settings say."""
    given = {field.name: get_type_hints(Settings)[field.name] for field in fields(Settings)}
    properties = getmembers(Settings, lambda member: isinstance(member, property | cached_property))
    given |= {
        key: get_type_hints(getattr(each, "fget", None) or each.func)["return"] for key, each in properties
    }
    return {(name, getattr(kind, "__name__", str(kind))) for name, kind in given.items()}


def handed_over(tree: ast.Module) -> Iterator[str]:
    """The parameters that are settings, or one of them, as `function(parameter)`."""
    known = settings_by_type()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for each in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                kind = ast.unparse(each.annotation) if each.annotation else ""
                if kind.split(" ")[0] == "Settings" or (each.arg, kind) in known:
                    yield f"{node.name}({each.arg})"


def runs_in_an_app(tree: ast.Module) -> bool:
    """Whether a module could ask: it knows Flask, by itself or through what holds the database and the settings."""
    ours = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    return "flask" in imported(tree) or bool(ours & {"campaign.current", "campaign.extensions"})


def test_what_runs_in_an_app_is_handed_no_settings() -> None:
    handed = {}
    for path in MODULES:
        tree = parsed(path)
        if name(path) not in BEFORE_AN_APP and runs_in_an_app(tree):
            handed[name(path)] = list(handed_over(tree))
    assert {module: parameters for module, parameters in handed.items() if parameters} == {}
    assert len(handed) > 300


@pytest.mark.parametrize(
    "parameter",
    ["*, settings: Settings", "known: Settings | None", "keys: Path", "base_url: str", "host: str"],
)
def test_one_that_is_would_be_found(parameter: str) -> None:
    code = f"from campaign.current import settings\ndef purge({parameter}) -> None: ..."
    assert (runs_in_an_app(ast.parse(code)), len(list(handed_over(ast.parse(code))))) == (True, 1)


def test_they_are_read_out_of_the_app_in_one_place() -> None:
    reading = {
        name(path)
        for path in MODULES
        if '["SETTINGS"]' in path.read_text() or "SETTINGS=" in path.read_text()
    }
    assert reading == SET_UP
