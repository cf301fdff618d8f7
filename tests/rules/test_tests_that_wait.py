"""No test fails for want of time, or because it looked before what it had pressed had come.

A busy machine takes seconds for what takes milliseconds otherwise. So tests wait for what they want to see, by
`expect`, `tests/browser/pressing.py` and `tests/patience.py`, and not for a time, however long.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
WAITS = {"patience.py", "browser/pressing.py"}  # where waiting has its home
# These measure, or break programs for minutes, by clocks of their own.
MEASURES = {"bench", "proof"}
SHORTEST = 30  # seconds that anything is waited for
PRESSES = {"click", "tap", "press", "dblclick", "fill"}
LOOKS = {
    "all", "all_inner_texts", "all_text_contents", "bounding_box", "content", "cookies", "count", "eval_on_selector",
    "eval_on_selector_all", "evaluate", "evaluate_all", "get_attribute", "goto", "inner_html", "inner_text",
    "input_value", "is_checked", "is_disabled", "is_enabled", "is_hidden", "is_visible", "reload", "text_content",
    "title",
}  # fmt: skip
CLOCKS = {"monotonic", "perf_counter", "time"}


def calls(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    """What calls a method or function of one of these names."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and name_of(each) in names:
            yield each


def name_of(call: ast.Call) -> str:
    """The last part of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def short_waits(tree: ast.Module) -> Iterator[int]:
    """A number of seconds beside `timeout`, or that something is waited for or joined within."""
    for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        given = [each.value for each in call.keywords if each.arg == "timeout"]
        given += call.args[:1] if name_of(call) in {"wait", "join"} else []
        for each in given:
            if (
                isinstance(each, ast.Constant)
                and isinstance(each.value, int | float)
                and each.value < SHORTEST
            ):
                yield call.lineno


def hopes(tree: ast.Module) -> Iterator[int]:
    """A pause that is hoped to be long enough, or a network that is hoped to be silent by then."""
    yield from (call.lineno for call in calls(tree, "wait_for_timeout"))
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and each.value == "networkidle":
            yield each.lineno
        if isinstance(each, ast.While) and any(calls(each, "sleep")):
            yield each.lineno


def stopwatches(tree: ast.Module) -> Iterator[int]:
    """An assertion that something took less than a time."""
    for each in (
        node for test in ast.walk(tree) if isinstance(test, ast.Assert) for node in ast.walk(test.test)
    ):
        if isinstance(each, ast.Compare):
            sides = [each.left, *each.comparators]
            for least, sign, most in zip(sides, each.ops, sides[1:], strict=False):
                timed = least if isinstance(sign, ast.Lt | ast.LtE) else most
                if isinstance(sign, ast.Lt | ast.LtE | ast.Gt | ast.GtE) and is_timed(timed):
                    yield each.lineno


def is_timed(node: ast.expr) -> bool:
    """Whether it is how long something took."""
    return isinstance(node, ast.BinOp) and any(calls(node.left, *CLOCKS))


def let_go_ports(tree: ast.Module) -> Iterator[int]:
    """A port that is looked for and let go, for somebody who listens later: anybody may take it meanwhile."""
    for block in (node for node in ast.walk(tree) if isinstance(node, ast.With)):
        for item in block.items:
            made = ast.unparse(item.context_expr)
            if (
                made == "socket.socket()"
                and any(calls(block, "getsockname"))
                and not any(calls(block, "listen"))
            ):
                yield block.lineno


def early_looks(tree: ast.Module) -> Iterator[int]:
    """A look at the page, or a step to another one, in the statement after a press that nobody waited for."""
    for node in ast.walk(tree):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            for pressed, look in pairwise(block) if isinstance(block, list) else ():
                is_press = isinstance(pressed, ast.Expr) and isinstance(pressed.value, ast.Call)
                if is_press and name_of(pressed.value) in PRESSES and "'Tab'" not in ast.unparse(pressed):
                    yield from (look.lineno for _ in list(calls(look, *LOOKS))[:1])


def enters(tree: ast.Module) -> Iterator[int]:
    """A key that sends, pressed without waiting for the next page."""
    for call in calls(tree, "press"):
        if call.args and ast.unparse(call.args[-1]) == "'Enter'":
            yield call.lineno


RULES = {rule.__name__: rule for rule in (short_waits, hopes, stopwatches, let_go_ports, early_looks, enters)}
OF_BROWSERS = {"early_looks", "enters"}
# A file without one of these words needn't be read by a rule: reading all of them for each takes half a minute.
WORDS = {
    "short_waits": ("timeout", "wait(", "join("),
    "hopes": ("wait_for_timeout", "networkidle", "sleep"),
    "stopwatches": ("monotonic", "perf_counter", "time.time"),
    "let_go_ports": ("getsockname",),
    "early_looks": tuple(PRESSES),
    "enters": ("Enter",),
}
# What is no hope and no haste, and why.
REASONS = {
    "early_looks browser/test_country_search.py": "what is typed is looked up before the key is done with",
    "early_looks browser/test_everyone.py": "the arrows of a list choose before they are done with",
    "enters browser/test_country_search.py": "it takes a country out of the list and leads nowhere",
    "enters browser/test_layout.py": "it is to lead nowhere",
    "hopes jobs/half_a_list.py": "the program of a test, which ends it",
    "hopes running/odd_apps.py": "the program of a test, which lets it go on",
    "hopes running/test_stopping.py": "the program of a test, whose parent ends",
    "short_waits releases/test_publishing_at_once.py": "for what mustn't come: who waits longer sees no more",
    "short_waits signing/test_mending.py": "for what mustn't come: who waits longer sees no more",
    "short_waits signing/test_rejection.py": "for what mustn't come: who waits longer sees no more",
    "short_waits tally/test_asking_a_witness.py": "between the drips of a server",
}  # fmt: skip


def found_by(rule: str) -> set[str]:
    places = set()
    for path in sorted(TESTS.rglob("*.py")):
        name = str(path.relative_to(TESTS))
        room = path.relative_to(TESTS).parts[0]
        is_asked = room == "browser" if rule in OF_BROWSERS else room not in MEASURES | {"rules"}
        text = path.read_text(encoding="utf-8") if name not in WAITS and is_asked else ""
        if any(word in text for word in WORDS[rule]):
            places |= {f"{name}:{line}" for line in RULES[rule](ast.parse(text))}
    return places


@pytest.mark.parametrize("rule", RULES)
def test_no_test_hopes_that_there_is_time(rule: str) -> None:
    excused = {name.partition(" ")[2] for name in REASONS if name.startswith(f"{rule} ")}
    places = found_by(rule)
    assert {place for place in places if place.partition(":")[0] not in excused} == set()
    assert excused == excused & {place.partition(":")[0] for place in places}, (
        "an excuse that is needed no more"
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("short_waits", "process.wait(timeout=20)"),
        ("short_waits", "ready.wait(5)"),
        ("hopes", "page.wait_for_timeout(500)"),
        ("hopes", "page.goto(address, wait_until='networkidle')"),
        ("hopes", "while not there():\n    time.sleep(1)"),
        ("stopwatches", "assert time.monotonic() - begun < 5"),
        ("stopwatches", "assert (status, 9 < time.monotonic() - begun < 20) == (408, True)"),
        ("stopwatches", "assert 5 > time.monotonic() - begun"),
        (
            "let_go_ports",
            "with socket.socket() as free:\n    free.bind(('', 0))\n    port = free.getsockname()[1]",
        ),
        ("early_looks", "page.click('button')\nassert page.inner_text('h1') == 'Thanks'"),
        ("early_looks", "if there:\n    page.click('button')\n    page.goto(address)"),
        ("enters", "page.keyboard.press('Enter')"),
        ("enters", "page.press('#f-name', 'Enter')"),
    ],
)
def test_hope_is_noticed(rule: str, code: str) -> None:
    assert len(list(RULES[rule](ast.parse(code)))) == 1


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("short_waits", "process.wait(timeout=PATIENCE)"),
        ("short_waits", "', '.join(names)"),
        ("stopwatches", "assert time.monotonic() - begun > 9"),
        ("let_go_ports", "with socket.socket() as at:\n    at.listen()\n    port = at.getsockname()[1]"),
        ("early_looks", "page.click('button')\nexpect(page.locator('h1')).to_have_text('Thanks')"),
        ("enters", "page.keyboard.press('Tab')"),
    ],
)
def test_what_waits_is_let_be(rule: str, code: str) -> None:
    assert list(RULES[rule](ast.parse(code))) == []
