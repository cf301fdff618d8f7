"""What a letter says, in each language it can be written in: one file in wording/ per language."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import assert_never

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from campaign.letters.facts import Figure, Unstated
from campaign.lib import numerals
from campaign.lib.un_names import UN_LANGUAGES

FOLDER = Path(__file__).parent / "wording"


@dataclass(frozen=True)
class Wording:
    """The texts of one language, and how it writes numbers, days and the names of other languages."""

    language: str
    texts: dict[str, str]
    leading: float
    scale: float

    @property
    def names_in(self) -> str:
        """The language to name countries in: a letter language beyond the six names them in English."""
        return self.language if self.language in UN_LANGUAGES else "en"

    def say(self, key: str, **values: str) -> str:
        """The text under `key`, its braces filled in; KeyError if there is none."""
        return self.texts[key].format(**values)

    def number(self, value: int) -> str:
        """A whole number, grouped and in the digits that CLDR gives the language."""
        return format_decimal(value, locale=self.texts["locale"], numbering_system="default")

    def figure(self, value: Figure) -> str:
        """One State's own figure, or in words why there is none."""
        match value:
            case Unstated.FEWER_THAN_TEN:
                return self.say("fewer_than_ten")
            case Unstated.NOT_SHOWN:
                return self.say("withheld")
            case int():
                return self.number(value)
        assert_never(value)

    def day(self, value: date) -> str:
        """A day in CLDR's long form.

        In French the first of a month is 1er, which CLDR lacks; in Arabic the month has both its names, as on pages.
        """
        text = format_date(value, "long", locale=self.texts["locale"])
        if self.language == "fr" and value.day == 1:
            text = f"1er{text[1:]}"
        if self.language == "ar":
            text = f"{value.day} {numerals.month(value, Locale.parse('ar_SY'))} {value.year}"
        return text

    def language_name(self, code: str) -> str:
        """The name of the language `code` in this language, or the code itself where CLDR has no name."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.texts["locale"]) or code
        except (UnknownLocaleError, ValueError):
            return code


@cache
def wording(language: str) -> Wording:
    """The wording of one letter language; FileNotFoundError if letters can't be written in it."""
    texts = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Wording(language=language, leading=texts.pop("leading"), scale=texts.pop("scale"), texts=texts)


def text_direction(language: str) -> str:
    """'rtl' or 'ltr'; languages that CLDR doesn't know run from the left."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
