"""Names in a row, as a language lists them, "A, B and C", and words in its quotes: each keeps its own direction."""

import unicodedata
from collections.abc import Iterable, Sequence

from babel.lists import format_list
from markupsafe import Markup

from campaign.lib.languages import direction

ISOLATE, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate (UAX #9)
COMMAS = {"ar": "، ", "ckb": "، ", "fa": "، ", "zh": "、"}
QUOTES = {
    **dict.fromkeys(("ar", "ckb", "es", "fa", "ru", "uk"), ("«", "»")),
    "fr": ("«\u00a0", "\u00a0»"),
    "de": ("„", "“"),
}
JOINERS = "\u200c\u200d"  # within words of Persian and Kurdish, and of scripts of India
OTHERS = {"ltr": frozenset({"R", "AL", "AN"}), "rtl": frozenset({"L"})}


def row(names: Sequence[str], locale: str) -> Markup:
    """For a page: each in a `<bdi>` of its own."""
    return Markup(format_list([Markup("<bdi>{}</bdi>").format(name) for name in names], locale=locale))  # nosec B704 # noqa: S704  escaped above


def plain_row(names: Sequence[str], locale: str) -> str:
    """For plain text: each isolated where it needs to be."""
    return format_list([isolated(name, locale) for name in names], locale=locale)


def in_line(parts: Iterable[str], locale: str) -> str:
    """One behind the other, with the comma of the language's script and no "and": codes, days, and the like."""
    return comma(locale).join(isolated(part, locale) for part in parts)


def comma(locale: str) -> str:
    """The comma of the language's script, and the blank behind it."""
    return COMMAS.get(locale.split("_")[0], ", ")


def isolated(name: str, locale: str) -> str:
    """The name between two characters that nobody sees, where it runs against the text around it."""
    against = OTHERS[direction(locale)]
    turns = any(unicodedata.bidirectional(character) in against for character in name)
    return f"{ISOLATE}{name}{END}" if turns else name


def quoted(words: str, locale: str) -> str:
    """What somebody typed, in the quotes of the language. A sign that can't be seen, or turns others, is a �.

    A blank of any width stays: programs put them before the signs of French, and between the words of Chinese.
    """
    opens, closes = QUOTES.get(locale.split("_")[0], ("“", "”"))
    seen = "".join(sign if _stays(sign) else "�" for sign in words)
    return f"{opens}{isolated(seen, locale)}{closes}"


def _stays(sign: str) -> bool:
    return sign.isprintable() or sign in JOINERS or unicodedata.category(sign) == "Zs"
