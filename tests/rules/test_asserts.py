"""A failed assertion shows the text: a part of one is looked for by a plain `in`, never as one truth among others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def is_about_a_part(node: ast.expr) -> bool:
    """Whether it says only that a text, or not, has a part."""
    if isinstance(node, ast.Compare):
        return isinstance(node.ops[0], ast.In | ast.NotIn)
    if isinstance(node, ast.BoolOp):
        return any(map(is_about_a_part, node.values))
    if isinstance(node, ast.UnaryOp):
        return is_about_a_part(node.operand)
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"startswith", "endswith"}


def members(node: ast.expr) -> list[ast.expr]:
    """What stands in a tuple, list, set or dictionary, or what a comprehension puts there; tuples in these as well."""
    match node:
        case ast.Tuple(elts=each) | ast.List(elts=each) | ast.Set(elts=each):
            return [inner for one in each for inner in (one, *members(one))]
        case ast.Dict(values=each):
            return [inner for one in each for inner in (one, *members(one))]
        case (
            ast.ListComp(elt=one) | ast.SetComp(elt=one) | ast.GeneratorExp(elt=one) | ast.DictComp(value=one)
        ):
            return [one, *members(one)]
    return []


def hidden(tree: ast.Module) -> Iterator[int]:
    """Lines of assertions that compare several truths, one of which is such a one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
            sides = [node.test.left, *node.test.comparators]
            if any(is_about_a_part(each) for side in sides for each in members(side)):
                yield node.lineno


def test_no_part_of_a_text_is_looked_for_among_other_truths() -> None:
    among = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        for line in hidden(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert among == set()


@pytest.mark.parametrize(
    "code",
    [
        "assert (code, 'words' in said) == (2, True)",
        "assert (2, True) == (code, 'words' in said)",
        "assert ['a' in page, 'b' in page] == [True, False]",
        "assert [words in page for words in those] == [True] * 2",
        "assert {name: text in page for name, text in those} == {'a': True}",
        "assert [(name, not said.startswith('a')) for name in those] == []",
        "assert (name, 'a' in said or 'b' in said) == (name, True)",
    ],
)
def test_one_that_is_would_be_found(code: str) -> None:
    assert list(hidden(ast.parse(code))) == [1]


@pytest.mark.parametrize(
    "code", ["assert 'words' in said", "assert [each for each in those if each in page] == []"]
)
def test_a_plain_one_is_none(code: str) -> None:
    assert list(hidden(ast.parse(code))) == []
