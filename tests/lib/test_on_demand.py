"""Packages whose names are imported when they are asked for."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from campaign.lib.on_demand import PACKAGES, load_everything

SOURCES = Path(__file__).parents[2] / "campaign"
LATER = """
import sys
from campaign.releases import actions
before = "campaign.releases.actions.closing" in sys.modules
actions.close_due
print(before, "campaign.releases.actions.closing" in sys.modules, "campaign.releases.actions.opening" in sys.modules)
"""


def test_one_name_loads_one_module() -> None:
    said = subprocess.run([sys.executable, "-c", LATER], capture_output=True, text=True, check=True)
    assert said.stdout == "False True False\n"


def test_a_name_that_is_none_is_told_as_python_tells_it() -> None:
    actions = import_module("campaign.releases.actions")
    with pytest.raises(AttributeError, match=r"^module 'campaign.releases.actions' has no attribute 'opne'$"):
        actions.opne  # noqa: B018 - asking is what is tried


def test_every_name_that_a_package_offers_is_there() -> None:
    modules = [import_module(package) for package in offering()]
    assert {module.__name__ for module in modules} <= set(PACKAGES)
    load_everything()
    assert len(modules) == 12
    assert {
        module.__name__: [name for name in module.__all__ if name not in vars(module)] for module in modules
    } == {module.__name__: [] for module in modules}


def offering() -> list[str]:
    """The packages that import on demand."""
    files = [path for path in SOURCES.rglob("__init__.py") if "= on_demand(" in path.read_text()]
    return [".".join(path.parent.relative_to(SOURCES.parent).parts) for path in files]
