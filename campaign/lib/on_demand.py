"""A package whose names are imported when they are asked for: a command loads what it calls, and not the whole room.

Its `__init__` imports them for type checkers alone:

    if TYPE_CHECKING:
        from campaign.mail.actions.writing import write as write
    else:
        __getattr__ = on_demand(__name__, __file__)
"""

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

PACKAGES: dict[str, str] = {}  # with their files
_LOADED: set[str] = set()


def on_demand(package: str, file: str) -> Callable[[str], Any]:
    """The package's `__getattr__`, by what its `file` imports under an `if`."""

    def get(name: str) -> Any:
        module = _modules(file).get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        thing = getattr(import_module(module), name)
        setattr(sys.modules[package], name, thing)
        return thing

    PACKAGES[package] = file
    return get


def load_everything() -> None:
    """Import all of it, in a process that others are forked from: what they import themselves they don't share."""
    while waiting := [package for package in PACKAGES if package not in _LOADED]:
        for package in waiting:
            _LOADED.add(package)
            for name in _modules(PACKAGES[package]):
                getattr(sys.modules[package], name)


@cache
def _modules(file: str) -> dict[str, str]:
    """Which module each name is imported from."""
    conditions = [node for node in ast.parse(Path(file).read_bytes()).body if isinstance(node, ast.If)]
    imports = [node for each in conditions for node in each.body if isinstance(node, ast.ImportFrom)]
    return {name.asname or name.name: node.module or "" for node in imports for name in node.names}
