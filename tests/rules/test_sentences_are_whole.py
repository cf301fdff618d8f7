"""No sentence is put together from messages, or of a message and a value: each language has an order of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted((ROOT / "campaign").rglob("*.py"))
SAYING = {"_", "gettext", "lazy_gettext", "ngettext", "pgettext", "npgettext"}
# Between two pieces of one sentence: blanks, and tags that change no more than how the words look.
WITHIN = re.compile(r"(?:\s|</?(?:a|b|bdi|code|em|i|strong|time|span)(?![^>]*class=)[^>]*>)*")
ENDS = re.compile(r"[.?!:…”]$")
ENVIRONMENT = Environment(
    autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
)


def message(node: nodes.Node) -> list[str] | None:
    """The English of a message, singular and plural; None where the node says none."""
    while isinstance(node, nodes.Filter) and node.name != "colon" and node.node is not None:
        node = node.node
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in SAYING):
        return None
    return [each.value for each in node.args if isinstance(each, nodes.Const) and isinstance(each.value, str)]


def labels(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name == "colon"


def beside(pieces: list[nodes.Expr], place: int, step: int) -> nodes.Expr | None:
    """What is said just before or after a piece in the same run of words."""
    place += step
    if 0 <= place < len(pieces) and isinstance(text := pieces[place], nodes.TemplateData):
        if not WITHIN.fullmatch(text.data):
            return None
        place += step
    return pieces[place] if 0 <= place < len(pieces) else None


def in_pieces(source: str) -> Iterator[str]:
    """Messages that go on, or begin in the midst of a sentence. A noun after its number is one by `ngettext`."""
    tree = ENVIRONMENT.parse(source)
    for output in tree.find_all(nodes.Output):
        for place, piece in enumerate(output.nodes):
            if (said := message(piece)) is None:
                continue
            before = beside(output.nodes, place, -1)
            begins = len(said) == 1 and said[0][:1].islower() and before and not labels(before)
            goes_on = not all(ENDS.search(each) for each in said) and beside(output.nodes, place, 1)
            if begins or goes_on:
                yield said[0]
    for joined in tree.find_all(nodes.Concat):
        for one in joined.nodes[:-1]:
            if (said := message(one)) and not all(ENDS.search(each) for each in said):
                yield said[0]


def test_no_colon_stands_in_a_template_behind_its_label() -> None:
    """The filter `colon` sets it: languages differ in the blanks around it."""
    bare = re.compile(r"\}\}(</\w+>)?:[ <]")
    assert [path.name for path in TEMPLATES if bare.search(path.read_text(encoding="utf-8"))] == []


def test_no_comma_of_one_script_stands_between_words_of_the_desk() -> None:
    """`in_line` sets it."""
    of_desk = [path for path in MODULES if path.parent.name == "desk" and not path.stem.endswith("_cli")]
    joined = [
        path
        for path in (*TEMPLATES, *of_desk)
        if re.search(r"""(['"]), \1\.join|join\((['"]), ?\2\)""", path.read_text(encoding="utf-8"))
    ]
    assert [path.name for path in joined] == []


def glued(source: str) -> Iterator[str]:
    """Calls for a message that Python adds to something, or sets among other words."""
    for node in ast.walk(ast.parse(source)):
        sides: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            sides = [node.left, node.right]
        elif isinstance(node, ast.JoinedStr):
            sides = [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
        for side in sides:
            if isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id in SAYING:
                said = [each.value for each in side.args if isinstance(each, ast.Constant)]
                if not all(ENDS.search(str(each)) for each in said):
                    yield ast.unparse(side)


def test_in_templates() -> None:
    assert {
        path.name: said for path in TEMPLATES if (said := list(in_pieces(path.read_text(encoding="utf-8"))))
    } == {}


def test_in_code() -> None:
    assert {
        path.name: said for path in MODULES if (said := list(glued(path.read_text(encoding="utf-8"))))
    } == {}


@pytest.mark.parametrize(
    ("source", "piece"),
    [
        ('{{ _("You have signed") }} <b>{{ times|number }}</b>', "You have signed"),
        ('{{ total|number }} {{ _("signatures") }}', "signatures"),
        ('{{ _("Of all;") }} {{ _("Fewer before.") }}', "Of all;"),
        ('{{ field(hint=_("For example") ~ ": " ~ one) }}', "For example"),
        ('<p>{{ country }} {{ _("since") }} {{ hour }}</p>', "since"),
    ],
)
def test_a_sentence_in_pieces_is_seen(source: str, piece: str) -> None:
    assert next(in_pieces(source)) == piece


@pytest.mark.parametrize(
    "source",
    [
        '{{ _("You have signed.") }} {{ _("Thank you.") }}',
        '{{ total|number }} {{ ngettext("signature", "signatures", total) }}',
        '<dt>{{ _("Day") }}</dt><dd>{{ day }}</dd>',
        '{{ _("Write to:") }} {{ address }}',
        '{{ _("Reason") }} <span class="hint">{{ _("In ten words.") }}</span>',
    ],
)
def test_what_is_whole_is_let_be(source: str) -> None:
    assert list(in_pieces(source)) == []


@pytest.mark.parametrize("source", ['gettext("Until") + " " + day', "f\"{gettext('Until')} {day}\""])
def test_what_python_glues_is_seen(source: str) -> None:
    assert list(glued(source)) == ["gettext('Until')"]
