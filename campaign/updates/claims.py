"""Figures of signatures that somebody typed into an update, held against what the count states.

A number counts as one where a word of signing stands near it; days, years and shares in a hundred are none. It may be
any that the total has passed; beside the name of a country only what is stated there, in complete tens.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

from campaign.lib import countries
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.tens import complete_tens

NEAR = 40  # signs between a number and a word of signing
MOST_DIGITS = 18
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[.,’٬\u00a0\u202f ]\d{3})+(?![\d.,]*\d)|(?<![\w.,])\d+(?![\d.,]*\d)"
)
SENTENCE = re.compile(r"(?<=[.!?؟。！？])\s+|\n+|(?<=[。！？])")
SHARE = re.compile(r"\s*[%٪‰]")
YEAR = re.compile(r"(?:19|20)\d\d")
MARKS = re.compile("[\u064b-\u0650\u0652]")  # vowels; the mark that doubles a letter stays
SIGNING = re.compile(
    r"\bsign(?:ed|atures?|ator(?:y|ies)|ers?)\b|\bsign(?:é|ataire)|\bunter(?:schr|zeich)"
    r"|\bfirm(?:a[ns]?|ad[ao]s?|aron|antes?)\b"
    r"|\bimza|\bпідпис|\bподпис|签名|签署|联署|امضا|توقيع|موقّع|موقع[يو]ن|وقّع|وقع(?:وا|ها|ه)"
    r"|وقع\W+\d[\d٬,.]*\W+(?:شخص|إنسان|فرد)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Counted:
    """What may be said: how many have signed, what stands on paper, the figures by country and of how many they are."""

    total: int
    paper: int = 0
    taken_in: int = 0
    countries: Mapping[str, int] | None = None


def require_stated(text: str, *, language: str, counted: Counted) -> None:
    """See that each figure of signatures in a text is one that the count states. Raises Refusal for the first."""
    for number, codes in claims(text, language):
        if number in {counted.total, counted.taken_in, counted.paper}:
            continue
        if number > counted.total:
            raise Refusal("updates/more-than-signed", number=number, total=counted.total)
        stated = [(counted.countries or {}).get(code, 0) for code in codes]
        if codes and (number != complete_tens(number) or number > max(stated)):
            raise Refusal("updates/not-stated", number=number)


def claims(text: str, language: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Each figure of signatures in a text, and the countries that its sentence names."""
    for sentence in SENTENCE.split(MARKS.sub("", text)):
        for match in NUMBER.finditer(sentence):
            near = sentence[max(0, match.start() - NEAR) : match.end() + NEAR]
            if SIGNING.search(near) and not _is_no_figure(sentence, match, language):
                yield _figure(match[0]), _named(sentence, language)


def _figure(written: str) -> int:
    """The number; of one that is longer than any count only the beginning, which is more than any count too."""
    return int("".join(filter(str.isdecimal, written.lstrip("0")))[:MOST_DIGITS] or 0)


def _is_no_figure(sentence: str, match: re.Match[str], language: str) -> bool:
    """A share, a year, or the day of a month."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    months = _months(language)
    is_day = re.match(rf"[\s.]*(?:de |of |\w{{2}} )?(?:{months})", after, re.I) or re.search(
        rf"(?:{months})\s*$", before, re.I
    )
    return bool(SHARE.match(after) or YEAR.fullmatch(match[0]) or is_day)


@lru_cache(maxsize=20)
def _months(language: str) -> str:
    locale = Locale.parse(LANGUAGES[language].locale)
    names = {
        name for width in ("wide", "abbreviated") for name in get_month_names(width, locale=locale).values()
    }
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r"|\d{1,2}月"


def _named(sentence: str, language: str) -> frozenset[str]:
    return frozenset(code for code, name in _countries(language) if name.search(sentence))


@lru_cache(maxsize=20)
def _countries(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """By code, what finds its name in a text; in Arabic words run on before a name."""
    begins = "" if language == "ar" else r"(?<!\w)"
    locale = LANGUAGES[language].locale
    return [
        (code, re.compile(rf"{begins}{re.escape(countries.name(code, locale))}(?!\w)"))
        for code in sorted(countries.codes())
        if code != countries.UNSAID
    ]
