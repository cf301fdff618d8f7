"""Which country is meant by a name or a code in any language: for what is typed or imported, and for the page's search.

static/page.js reads words as `search_key` does.
"""

import re
import unicodedata
from functools import lru_cache

from babel.core import get_global

from campaign.lib.countries import UNSAID, codes, listed, name
from campaign.lib.languages import LETTER_LANGUAGES, TABLE
from campaign.lib.pasted import bare
from campaign.lib.territories import territories
from campaign.lib.un_names import table, un_name

ALIKE = str.maketrans(
    {"ة": "ه", "ە": "ه", "ھ": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "&": " and ", "ß": "ss", "ı": "i"}
)
AMONG_SEVERAL = frozenset({"first", "nearest"})  # the likeliest of two for who looks for her own, and no more
ABBREVIATED = re.compile(r"(?:\w\.)+\w?")  # U.S.A.
SAINT = re.compile(r"\b(?:st|ste|sainte)\b")


def search_key(text: str) -> str:
    """A name without what people leave out or write otherwise: capitals, accents, vowel marks, hyphens, dots."""
    text = bare(text).casefold()
    if ABBREVIATED.fullmatch(text):
        text = text.replace(".", "")
    parts = unicodedata.normalize("NFKD", text.translate(ALIKE))
    plain = "".join(c if c.isalnum() else " " for c in parts if unicodedata.category(c) != "Mn")
    return " ".join(SAINT.sub("saint", plain).split()).removeprefix("the ")


def country_of(text: str) -> str | None:
    """The code of the country that is called so in any of our languages; None for what is called otherwise, or may mean
    another country as well: "Korea".
    """
    meant = _by_name().get(search_key(text), frozenset())
    return next(iter(meant)) if len(meant) == 1 else None


def names_to_search_by() -> dict[str, list[str]]:
    """By code, all that it is looked for by: names in our languages and in further ones, other names, the code of three
    letters. A further name that another country may be meant by is none.
    """
    names: dict[str, dict[str, None]] = {code: {} for code in sorted(codes())}
    for each, code in _named():
        names[code][each] = None
    meant = _by_name()
    for each, code in _elsewhere():
        if meant[search_key(each)] == {code}:
            names[code][each] = None
    return {code: list(each) for code, each in names.items()}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    """By key, the countries that are called so; those of a name that means several are more than one."""
    keys: dict[str, set[str]] = {}
    for each, code in _named():
        keys.setdefault(search_key(each), set()).add(code)
    for row in table("other_names.csv"):
        if row["use"] in AMONG_SEVERAL:
            keys[search_key(row["name"])].add(UNSAID)
    further: dict[str, set[str]] = {}
    for each, code in _elsewhere():
        further.setdefault(search_key(each), set()).add(code)
    own = {search_key(code): frozenset({code}) for code in codes()}
    return {key: frozenset(meant) for key, meant in (further | keys).items()} | own


def _named() -> list[tuple[str, str]]:
    """(name, code), other names first."""
    others = [(row["name"], row["code"]) for row in table("other_names.csv")]
    return (
        others + _of_three_letters() + [(each, code) for code in sorted(codes()) for each in _names_of(code)]
    )


def _names_of(code: str) -> list[str]:
    ours = [each(code, language.locale) for language in TABLE.values() for each in (listed, name)]
    cldr = [territories(language).get(code, code) for language in TABLE]
    return list(dict.fromkeys([*ours, *cldr, *(un_name(code, language) for language in LETTER_LANGUAGES)]))


@lru_cache(maxsize=1)
def _elsewhere() -> list[tuple[str, str]]:
    """(name, code) in further languages; from a file, since Babel would hold a hundred of them in memory."""
    rows = table("spoken_names.csv")
    return [(name_there, row["code"]) for row in rows for name_there in row["names"].split("|")]


def _of_three_letters() -> list[tuple[str, str]]:
    return [
        (alias, meant[0])
        for alias, meant in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha() and len(meant) == 1 and meant[0] in codes()
    ]
