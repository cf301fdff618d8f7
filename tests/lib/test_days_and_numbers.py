"""Days, numbers and digits stand as readers of each language write them."""

from datetime import date, datetime

import pytest
from babel import Locale

from campaign.lib import numerals
from campaign.lib.languages import TABLE

WRITTEN = {
    "en": ("24 September 2016", "24 September", "12,345"),
    "ar": ("٢٤ أيلول/سبتمبر ٢٠١٦", "٢٤ أيلول/سبتمبر", "١٢٬٣٤٥"),
    "fr": ("24 septembre 2016", "24 septembre", "12\u202f345"),
    "es": ("24 de septiembre de 2016", "24 de septiembre", "12.345"),
    "ru": ("24 сентября 2016", "24 сентября", "12\u00a0345"),
    "zh": ("2016年9月24日", "9月24日", "12,345"),
    "de": ("24. September 2016", "24. September", "12.345"),
    "tr": ("24 Eylül 2016", "24 Eylül", "12.345"),
    "fa": ("۲۴ سپتامبر ۲۰۱۶", "۲۴ سپتامبر", "۱۲٬۳۴۵"),
    "ku": ("24ê îlona 2016an", "24ê îlonê", "12.345"),
    "ckb": ("٢٤ی ئەیلوولی ٢٠١٦", "٢٤ی ئەیلوول", "١٢٬٣٤٥"),
    "uk": ("24 вересня 2016", "24 вересня", "12\u00a0345"),
    "pt": ("24 de setembro de 2016", "24 de setembro", "12.345"),
}


@pytest.mark.parametrize("code", TABLE)
def test_a_day_and_a_number(code: str) -> None:
    locale, day = Locale.parse(TABLE[code].locale), date(2016, 9, 24)
    said = (numerals.day(day, locale), numerals.day(day, locale, year=False), numerals.number(12_345, locale))
    assert said == WRITTEN[code]


def test_the_first_of_a_month_in_french() -> None:
    french = Locale.parse("fr_FR")
    assert numerals.day(date(2017, 3, 1), french) == "1er mars 2017"
    assert numerals.day(date(2017, 3, 11), french) == "11 mars 2017"


def test_hours_and_minutes_in_persian() -> None:
    assert numerals.clock_time(datetime(2016, 9, 24, 14, 5), Locale.parse("fa_IR")) == "۱۴:۰۵"


@pytest.mark.parametrize("language", TABLE.values(), ids=TABLE)
def test_the_table_has_the_digits_and_the_direction_of_cldr(language: object) -> None:
    locale = Locale.parse(language.locale)  # type: ignore[attr-defined]
    assert language.digits == locale.default_numbering_system  # type: ignore[attr-defined]
    assert (language.script == "Arab") == (locale.text_direction == "rtl")  # type: ignore[attr-defined]
