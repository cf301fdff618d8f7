"""A failed assertion shows the text: a part of one is looked for by a plain `in`, never as one truth among others."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]


def is_about_a_part(node: ast.expr) -> bool:
    """Whether it says only that a text, or not, has a part."""
    if isinstance(node, ast.Compare):
        return isinstance(node.ops[0], ast.In | ast.NotIn)
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"startswith", "endswith"}


def hidden(tree: ast.Module) -> Iterator[int]:
    """Lines of assertions that compare tuples, one of whose members is such a truth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
            left = node.test.left
            if isinstance(left, ast.Tuple) and any(map(is_about_a_part, left.elts)):
                yield node.lineno


def test_no_part_of_a_text_is_looked_for_among_other_truths() -> None:
    found = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        for line in hidden(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set()
