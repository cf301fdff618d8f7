"""What a letter says, in each language it can be written in: one file in wording/ per language."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.localedata import locale_identifiers

from campaign.letters.figures import Earlier, Figures, Unstated
from campaign.lib import numerals
from campaign.lib.tens import complete_tens
from campaign.lib.un_names import UN_LANGUAGES
from campaign.missions.states import State

FOLDER = Path(__file__).parent / "wording"
# A locale in whose digits and signs letters are written where a State's readers write others than the file's locale.
IN_DIGITS = {("ar", "arab"): "ar_EG"}
ENOUGH = 10  # of fewer in all it goes without saying that a State has fewer than ten

# Lists have "Iran (Islamic Republic of)", letters the Islamic Republic of Iran. Russian names would be inflected.
TURNED = {
    "en": re.compile(r"(?P<name>.+) \((?P<first>.+ of(?: the)?)(?P<last>)\)"),
    "fr": re.compile(r"(?P<name>.+) \((?P<first>.+ (?:d’|du|des|de(?: la)?))(?P<last>)\)"),
    "es": re.compile(r"(?P<name>.+) \((?P<first>.+ del?(?: l[ao]s?)?)(?P<last>)\)"),
    "ar": re.compile(r"(?P<name>.+) \((?P<first>[^-]+) -(?P<last>.*)\)"),
}
WITH_ARTICLE = re.compile(
    r"(?:\w+ )*(?:Republic|States|Kingdom|State) of .*"
    r"|(United|Democratic|Russian|Lao|Central African|Dominican Republic|Syrian|Holy See)\b.*"
    r"|Bahamas|Comoros|Congo|Gambia|Marshall Islands|Niger|Philippines|Sudan"
)


@dataclass(frozen=True)
class Wording:
    """The texts of one language, and how it writes numbers, days and the names of other languages.

    `signed` has what so many people did, by CLDR's plural categories; `check` what the page says that checks a letter.
    """

    language: str
    texts: dict[str, str]
    signed: Mapping[str, str]
    check: Mapping[str, str]
    leading: float
    scale: float

    @property
    def names_in(self) -> str:
        """The language to name countries in: a letter language beyond the six names them in English."""
        return self.language if self.language in UN_LANGUAGES else "en"

    @property
    def locale(self) -> Locale:
        """By which CLDR writes its numbers and days."""
        return Locale.parse(self.texts["locale"])

    @property
    def edition(self) -> str:
        """The name of what all letters share that are written in this language and these digits."""
        digits = self.locale.default_numbering_system
        return self.language if digits == "latn" else f"{self.language}-{digits}"

    def say(self, key: str, **values: str) -> str:
        """The text under `key`, its braces filled in; KeyError if there is none."""
        return self.texts[key].format(**values)

    def to(self, gender: str, key: str, **values: str) -> str:
        """The text under `key` for a woman (`f`) or a man (`m`), where the language addresses them differently."""
        own = f"{key}_{gender}"
        return self.say(own if own in self.texts else key, **values)

    def number(self, value: int) -> str:
        """A whole number, grouped and in the digits of the locale."""
        return numerals.number(value, self.locale)

    def at_least(self, count: int) -> str:
        """A count as it may be told: at least so many tens, or fewer than ten."""
        tens = complete_tens(count)
        return self.say("at_least", number=self.number(tens)) if tens else self.say("fewer_than_ten")

    def name(self, state: State) -> str:
        """A State's name, as a letter to it has it."""
        return in_full(state, self.names_in)

    def pair(self, figures: Figures, state: State) -> tuple[str, str, str]:
        """The one sentence that states a letter's figures, in three parts: before, large, after."""
        key = "pair"
        if figures.own == Unstated.NOT_SHOWN or figures.total < ENOUGH:
            key = "pair_total"
        elif figures.own == Unstated.FEWER_THAN_TEN:
            key = "pair_fewer"
        own = self.number(figures.own) if isinstance(figures.own, int) else ""
        name = with_article(self.name(state)) if self.names_in == "en" else self.name(state)
        signed, day = self.had_signed(figures.total), self.unbroken_day(figures.as_at)
        said = self.say(key, date=day, signed=signed, own=own, state=name)
        before, large, after = said.split("|")
        return before, large, after

    def earlier(self, letter: Earlier, *, reference: str) -> str:
        """How a letter refers to the one before it, and what that one stated."""
        if (
            text_direction(self.language) == "rtl"
        ):  # elsewhere, who copies it would copy signs that nobody sees
            reference = f"\u2068{reference}\u2069"
        return self.say(
            "earlier", date=self.unbroken_day(letter.dated), reference=reference,
            as_at=self.unbroken_day(letter.as_at), signed=self.had_signed(letter.total),
        )  # fmt: skip

    def had_signed(self, total: int) -> str:
        """That so many had signed, as grammar has it."""
        plural = self.locale.plural_form(total)
        return self.signed.get(plural, self.signed["other"]).format(number=self.number(total))

    def unbroken_day(self, value: date) -> str:
        """The same as `day`, in which no line ends."""
        return self.day(value).replace(" ", "\u00a0")

    def day(self, value: date) -> str:
        """A day in CLDR's long form.

        In French the first of a month is 1er, which CLDR lacks; in Arabic the month has both its names, as on pages.
        """
        text = format_date(value, "long", locale=self.texts["locale"])
        if self.language == "fr" and value.day == 1:
            text = f"1er{text[1:]}"
        if self.language == "ar":
            text = f"{value.day} {numerals.month(value, Locale.parse('ar_SY'))} {value.year}"
        return numerals.in_digits(text, self.locale)

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
    return Wording(
        language=language,
        leading=texts.pop("leading"),
        scale=texts.pop("scale"),
        signed=texts.pop("signed"),
        check=texts.pop("check"),
        texts=texts,
    )


@cache
def wording_to(code: str, language: str) -> Wording:
    """The wording of a letter to a State, in the digits that CLDR gives the language's readers there.

    Arabic is written with Latin digits in Algiers and with Arabic-Indic ones in Baghdad.
    """
    own = wording(language)
    there = f"{language}_{code}"
    digits = Locale.parse(there).default_numbering_system if there in locale_identifiers() else ""
    locale = IN_DIGITS.get((language, digits), own.texts["locale"])
    return replace(own, texts={**own.texts, "locale": locale})


def in_full(state: State, language: str) -> str:
    """A State's UN name as it stands outside of lists: turned around where these have it inverted."""
    name = state.names[language]
    turned = TURNED[language].fullmatch(name) if language in TURNED else None
    if turned is None:
        return name
    first, last = turned["first"], turned["last"]
    return f"{first}{'' if first.endswith('’') else ' '}{turned['name']}{last}"


def with_article(name: str) -> str:
    """An English name as it stands after "of" or "in"."""
    return f"the {name}" if WITH_ARTICLE.fullmatch(name) else name


def text_direction(language: str) -> str:
    """'rtl' or 'ltr'; languages that CLDR doesn't know run from the left."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
