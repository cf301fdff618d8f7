"""Dates as releases write them, in the languages and month names groups use. Nothing is guessed."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

LOCALES = ("en", "fr", "es", "ru", "ar", "ar_SY", "ar_IQ", "ar_DZ", "ar_MA", "de", "tr", "pt", "it")
"""Whose month names are read: the six languages of the UN less Chinese, Arabic as in Cairo, Damascus,
Baghdad, Algiers and Rabat, and some neighbours."""

EXTRA_MONTHS = {"sept": 9}


@dataclass(frozen=True, kw_only=True)
class WrittenDate:
    """A date found in a line: whole, or without its year, or in an order that can be read two ways."""

    start: int
    end: int
    date: dt.date | None = None
    day_month: tuple[int, int] | None = None
    choices: tuple[dt.date, ...] = ()


def fold(text: str) -> str:
    """Lower case without accents or hamza seats, digits as 0–9; as many characters as the (NFC) text."""
    return "".join(_fold(character) for character in text)


@lru_cache(maxsize=20_000)  # of all the signs there are, those that a text has
def _fold(character: str) -> str:
    if character in "،，":
        return ","
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    bare = unicodedata.normalize("NFKD", character)[0].lower()
    return bare if len(bare) == 1 else character


@cache
def months() -> dict[str, int]:
    """Folded month name → 1–12."""
    numbers = dict(EXTRA_MONTHS)
    for name in LOCALES:
        for context in ("format", "stand-alone"):
            widths = Locale.parse(name).months[context]
            for width in ("wide", "abbreviated") if name == "en" else ("wide",):
                numbers |= {fold(word).rstrip("."): number for number, word in widths[width].items()}
    return numbers


@cache
def weekdays() -> frozenset[str]:
    """Folded names of the days of the week."""
    return frozenset(
        fold(word) for name in (*LOCALES, "zh") for word in Locale.parse(name).days["format"]["wide"].values()
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted(months(), key=len, reverse=True)
    month = "(?P<month>" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + ")"
    # The UN writes both Arabic names, with a stroke between.
    month += r"(?:\s*/\s*[^\W\d]+(?:\s+[^\W\d]+)?)?(?![^\W\d])\.?"
    year = r"(?P<year>\d{4})(?!\d)(?:\s*(?:ميلادية|ميلادي|م|года|г)(?!\w)\.?)?"
    ordinal = r"(?:\.?\s?(?:st|nd|rd|th|er|o|º|a|ª)(?!\w))?\.?"
    link = r"(?:of\s+|de\s+|d['’])?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<![\w])(?P<day>\d{{1,2}}){ordinal}\s*{link}{month}(?:\s*,?\s*(?:del?\s+|عام\s+|سنة\s+)?{year})?",
            rf"(?<![\w]){month}\s+(?P<day>\d{{1,2}})(?!\d){ordinal}(?:\s*,?\s*{year})?",
            r"(?:(?P<year>\d{4})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
            r"(?<![\d/.-])(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?![\d/-])",
        )
    )


NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")


def find_date(text: str) -> WrittenDate | None:
    """The first date in the text (NFC), with its place there; None if there is none, or none that exists."""
    folded = fold(text)
    for pattern in _patterns():
        for match in pattern.finditer(folded):
            if written := _from_match(match):
                return written
    for match in NUMBERS.finditer(folded):
        if written := _from_numbers(match):
            return written
    return None


def _from_match(match: re.Match[str]) -> WrittenDate | None:
    name = re.sub(r"\s+", " ", match["month"])
    month = int(name) if name.isdecimal() else months()[name]
    day = int(match["day"])
    if match["year"]:
        whole = _existing(int(match["year"]), month, day)
        return WrittenDate(start=match.start(), end=match.end(), date=whole) if whole else None
    # 2000 was a leap year: 29 February is a day that some year has.
    if not _existing(2000, month, day):
        return None
    return WrittenDate(start=match.start(), end=match.end(), day_month=(day, month))


def _from_numbers(match: re.Match[str]) -> WrittenDate | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    readings = {_existing(year, second, first), _existing(year, first, second)} - {None}
    choices = tuple(sorted(reading for reading in readings if reading))
    if not choices:
        return None
    if len(choices) == 1:
        return WrittenDate(start=match.start(), end=match.end(), date=choices[0])
    return WrittenDate(start=match.start(), end=match.end(), choices=choices)


def _existing(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
