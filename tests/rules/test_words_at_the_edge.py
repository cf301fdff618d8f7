"""Sentences for people are said at the edge: no domain module knows a shell, and every refusal has its message."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from campaign.cli import KEY_PLACES, PLACES
from campaign.lib.refusal import Refusal

PACKAGE = Path(__file__).parents[2] / "campaign"
MODULES = sorted(PACKAGE.rglob("*.py"))
WORDS = "|".join(sorted({*PLACES, "keys", *(word.split()[0] for word in KEY_PLACES)}))
COMMANDS = re.compile(rf"\b(campaign ({WORDS})|make (run|upgrade|test|bench))\b")


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def at_the_edge(path: Path) -> bool:
    """Whether a module speaks to people at a terminal."""
    return path.stem.endswith("_cli") or path.stem == "cli" or path.parent.name == "checks"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners)]
    return {
        id(body[0].value)
        for body in bodies
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    }


def literals(tree: ast.Module) -> Iterator[str]:
    """Every string literal that is no docstring; of an f-string its fixed parts."""
    spared = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield node.value


def imported(tree: ast.Module) -> set[str]:
    """The top-level names of all that a module imports, wherever it does."""
    plain = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    return {each.partition(".")[0] for each in plain} | {
        (node.module or "").partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }


def test_only_the_edge_names_commands() -> None:
    named = {
        name(path): texts
        for path in MODULES
        if not at_the_edge(path)
        and (texts := [text for text in literals(parsed(path)) if COMMANDS.search(text)])
    }
    assert named == {}


def test_only_the_edge_imports_click() -> None:
    others = {name(path) for path in MODULES if "click" in imported(parsed(path)) and not at_the_edge(path)}
    assert others == {"lib/lazy.py", "lib/terminal.py"}


def test_a_sentence_of_ours_at_the_terminal_is_a_refusals() -> None:
    """click's own exceptions end with other codes, and say "Error:" first."""
    said = {
        name(path)
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"ClickException", "FileError"}
    }
    assert said == {"cli.py"}  # which says a refusal that no command has caught


def does_for_others(path: Path) -> bool:
    """Whether a module is one of a room's actions or queries."""
    return bool({"actions", "queries"} & {*path.relative_to(PACKAGE).parts[:-1], path.stem})


HTTP = {"abort", "redirect", "make_response", "request", "session", "g", "Response", "url_for", "jsonify"}


def http(tree: ast.Module) -> set[str]:
    """What a module imports that knows requests and answers."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    words = {each.name for node in froms if node.module == "flask" for each in node.names}
    return (words & HTTP) | (
        imported(tree) & {"werkzeug", "http", "flask_login", "flask_wtf", "flask_security"}
    )


def test_no_action_knows_http() -> None:
    knowing = {
        name(path): words for path in MODULES if does_for_others(path) and (words := http(parsed(path)))
    }
    assert knowing == {}


@pytest.mark.parametrize(
    "code", ["from flask import abort", "from werkzeug.exceptions import Forbidden", "import http"]
)
def test_one_that_does_would_be_found(code: str) -> None:
    assert len(http(ast.parse(code))) == 1


def refusal_names() -> set[str]:
    """`Refusal` and every subclass of it, by name."""
    for path in MODULES:
        if "Refusal" in path.read_text(encoding="utf-8"):
            import_module(".".join(["campaign", *path.relative_to(PACKAGE).with_suffix("").parts]))
    kinds, names = [Refusal], set()
    while kinds:
        kind = kinds.pop()
        names.add(kind.__name__)
        kinds += kind.__subclasses__()
    return names


def raised() -> dict[str, list[set[str]]]:
    """By reason, the facts that each place gives; a place that gives `**more` gives None of them by name."""
    names, places = refusal_names(), dict[str, list[set[str]]]()
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names and node.args:
                reason = node.args[0]
                assert isinstance(reason, ast.Constant), f"{name(path)}:{node.lineno} a reason is a literal"
                assert all(word.arg for word in node.keywords), f"{name(path)}:{node.lineno} facts have names"
                places.setdefault(reason.value, []).append({str(word.arg) for word in node.keywords})
    return places


def messages() -> dict[str, Any]:
    """Every message, by reason."""
    found = {}
    for path in sorted(PACKAGE.rglob("messages_cli.py")):
        room = path.parent.name
        module = import_module(f"campaign.{room}.messages_cli")
        found |= {f"{room}/{key}": message for key, message in module.MESSAGES.items()}
    return found


def test_every_refusal_has_its_message_and_every_message_its_refusal() -> None:
    assert sorted(raised()) == sorted(messages())


def test_every_message_says_the_facts_it_is_given() -> None:
    wrong, places = {}, raised()
    for reason, message in messages().items():
        fields = [field for part in message for _, field, _, _ in Formatter().parse(part) if field]
        braces = {field.partition(".")[0] for field in fields}
        if any(facts != braces for facts in places.get(reason, [])):
            wrong[reason] = (braces, places[reason])
    assert wrong == {}


def test_no_sentence_names_a_command_where_a_page_would_say_it_too() -> None:
    assert {reason for reason, message in messages().items() if COMMANDS.search(message.sentence)} == set()
