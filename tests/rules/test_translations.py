"""Everything a page or a mail says exists in every language we offer, whole and up to date."""

import io
import re
import tomllib
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from campaign.lib.languages import DEFAULT, LANGUAGES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "campaign/translations"
OTHERS = sorted(set(LANGUAGES) - {DEFAULT})
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def extracted() -> set[str | tuple[str, ...]]:
    """Every message in templates and Python, as gettext knows it: one id, or singular and plural."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = extract_from_dir(ROOT, methods, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if message}


def catalog(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalog(language) if message.id]


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", OTHERS)
def test_it_has_every_message_and_no_other(language: str) -> None:
    assert {message.id for message in messages(language)} == extracted()


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_empty_or_in_doubt(language: str) -> None:
    unfinished = [m.id for m in messages(language) if m.fuzzy or not all(forms(m))]
    assert unfinished == []
    assert catalog(language).obsolete == {}


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    """A plural form may leave out the number it already says, as "one thing" does; the last one never does."""
    wrong = []
    for message in messages(language):
        wanted = placeholders(message.id[-1] if isinstance(message.id, tuple) else message.id)
        *words, last = forms(message)
        without_number = [p for p in wanted if p != "%(num)s"]
        if placeholders(last) != wanted or any(
            placeholders(w) not in (wanted, without_number) for w in words
        ):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_file_is_made_of_this_one(language: str) -> None:
    made = io.BytesIO()
    write_mo(made, catalog(language))
    assert (FOLDER / language / "LC_MESSAGES/messages.mo").read_bytes() == made.getvalue()


def test_arabic_chooses_among_its_six_forms() -> None:
    chosen = c2py(catalog("ar").plural_expr)
    assert [chosen(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]
