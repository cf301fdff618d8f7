"""verify.py is made to be read by strangers before they run it: one file, short functions, nothing to install."""

import ast
import sys
from pathlib import Path

SOURCE = (Path(__file__).parents[2] / "static" / "verify.py").read_text()
TREE = ast.parse(SOURCE, feature_version=(3, 8))  # the oldest Python that it promises


def lines_of(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_functions_are_under_25_lines() -> None:
    functions = [node for node in ast.walk(TREE) if isinstance(node, ast.FunctionDef)]
    assert "leaf_hash" in {function.name for function in functions}
    assert {function.name: lines_of(function) for function in functions if lines_of(function) >= 25} == {}


def test_the_file_is_short_in_both_directions() -> None:
    lines = SOURCE.splitlines()
    assert [line for line in lines if len(line) > 100] == []
    # What keeps its reader safe from the server that she checks takes 90 of them: bounds, deadlines, printable words.
    # Another 110 tell what is no forgery, each by a sentence and an exit status, and keep a copy. Paper takes 5.
    # Witnesses take 95. That a key or a copy may bring along what stood around it takes 15.
    assert len(lines) <= 985


def test_it_imports_the_standard_library_alone() -> None:
    modules = {name.name for node in ast.walk(TREE) if isinstance(node, ast.Import) for name in node.names}
    modules |= {node.module or "." for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom)}
    assert "hashlib" in modules
    assert {module for module in modules if module.split(".")[0] not in sys.stdlib_module_names} == set()


def test_anyone_may_carry_it_on() -> None:
    licence, sentence = SOURCE.splitlines()[:2]
    assert licence == "# SPDX-License-Identifier: 0BSD"
    assert sentence.startswith("# Anyone may use, copy, change and carry on this file")
