"""Every log line is a fixed sentence and a few named fields: nothing that somebody typed has a way into it."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "campaign"
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log", "msg"}
FIELDS = {
    "chore",  # which of the worker's
    "endpoint",  # the name of a view, never its address
    "problem",  # the class of an exception, never its message
    "slug",  # of a campaign
    "table",  # of the database, by its name
    "where",  # file and line of ours
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"log", "logger", "logging"}
            ):
                yield f"{path.relative_to(SOURCES)}:{node.lineno}", node


def test_every_line_is_a_fixed_sentence_with_fields_that_are_known() -> None:
    found = list(calls())
    assert len(found) >= 8
    for where, call in found:
        assert (where, [type(part) for part in call.args]) == (where, [ast.Constant])
        assert (where, {word.arg for word in call.keywords} - FIELDS) == (where, set())


def test_nothing_logs_in_another_way() -> None:
    spoken = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print")
        or (isinstance(node, ast.Import) and any(name.name == "logging" for name in node.names))
    }
    # Where logs are set up, and where two sentences of the worker and the server are said to who started them.
    assert spoken == {"lib/logs.py"}
