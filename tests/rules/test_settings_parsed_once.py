"""A setting's text is taken apart once, as it is loaded: from there on it is a folder, a server, a budget."""

import ast
import re

import pytest

from tests.rules.test_words_at_the_edge import MODULES, literals, name, parsed

# Where the texts are read: config.py with the sentences, the others with the forms.
READERS = {"config.py", "settings.py", "lib/mail_targets.py", "lib/limit_targets.py"}
TEXTS = re.compile(
    r"\b(known|settings(\(\))?)\.(bind|base_url|database_url|limits_url|mail_url|sign_limits|metrics_from)\b"
)
APART = {
    "endswith", "find", "fullmatch", "index", "make_url", "match", "partition", "removeprefix", "removesuffix",
    "replace", "rpartition", "rsplit", "search", "split", "startswith", "urlparse", "urlsplit",
}  # fmt: skip
SCHEMES = re.compile(r"(folder|smtps?|sqlite|postgresql(\+psycopg)?|limits-file|valkeys?|rediss?):(//)?")


def taken_apart(tree: ast.Module) -> list[str]:
    """The calls that take apart the text of a setting."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {id(call): getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls}
    return [text for call in calls if names[id(call)] in APART and TEXTS.search(text := ast.unparse(call))]


def test_a_setting_is_not_taken_apart_again() -> None:
    apart, schemes = {}, {}
    for path in MODULES:
        if name(path) not in READERS:
            tree = parsed(path)
            apart[name(path)] = taken_apart(tree)
            schemes[name(path)] = [text for text in literals(tree) if SCHEMES.fullmatch(text)]
    assert {module: calls for module, calls in apart.items() if calls} == {}
    assert {module: texts for module, texts in schemes.items() if texts} == {}


@pytest.mark.parametrize(
    "code",
    [
        "known.mail_url.startswith('folder:')",
        "Path(settings().database_url.removeprefix('sqlite:///'))",
        "urlsplit(settings.base_url).hostname",
        "settings.sign_limits.split(';')",
    ],
)
def test_one_that_is_would_be_found(code: str) -> None:
    assert len(taken_apart(ast.parse(code))) == 1
