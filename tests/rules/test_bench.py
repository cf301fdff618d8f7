"""What `make bench` measures is still there: it runs by hand alone, so nothing else would tell."""

import importlib
import pkgutil

import pytest

from tests import bench

MODULES = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "unsealed"]


@pytest.mark.parametrize("name", MODULES)
def test_each_part_of_it_finds_what_it_imports(name: str) -> None:
    assert importlib.import_module(f"tests.bench.{name}").__doc__
