"""A fact has one home: what makes it again elsewhere is found here."""

import ast
from collections.abc import Callable

import pytest

from tests.rules.test_words_at_the_edge import MODULES, name, parsed


def tens(node: ast.AST) -> bool:
    """A sum with `% 10` or `// 10`: complete tens are `lib.tens.complete_tens`."""
    tenth = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.FloorDiv)
    return tenth and isinstance(node.right, ast.Constant) and node.right.value == 10


def message(node: ast.AST) -> bool:
    """Messages of refusals, imported: which one is meant is known to `lib.refusal.message` alone."""
    imported = node.names if isinstance(node, ast.ImportFrom) else []
    return any(each.name == "MESSAGES" for each in imported) and str(node.module).endswith(".messages_cli")


def places(fact: Callable[[ast.AST], bool]) -> set[str]:
    return {name(path) for path in MODULES if any(map(fact, ast.walk(parsed(path))))}


OTHERS = {tens: {"paper/codes.py"}}  # a check digit is no count


@pytest.mark.long
@pytest.mark.parametrize("fact", [tens, message], ids=lambda fact: fact.__name__)
def test_nobody_makes_it_again(fact: Callable[[ast.AST], bool]) -> None:
    assert places(fact) == OTHERS.get(fact, set())


@pytest.mark.parametrize(
    ("fact", "source"),
    [
        (tens, "count - count % 10"),
        (tens, "count // 10 * 10"),
        (message, "from campaign.lib.messages_cli import MESSAGES"),
    ],
)
def test_what_would_is_found(fact: Callable[[ast.AST], bool], source: str) -> None:
    assert any(map(fact, ast.walk(ast.parse(source))))
