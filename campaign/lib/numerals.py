"""Numbers and dates as readers of a locale write them, in the digits that CLDR gives it."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

# Babel knows which digits a locale prefers, but not what they look like.
LATIN = "0123456789"
DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
# Arabic has two sets of names for the months; the United Nations writes both, and every reader knows one.
SECOND_NAMES = {"ar": "ar_EG"}
# With or without the year. CLDR's end in "г." and "р.", which no sentence may end in; and Sorani has two orders there.
PATTERNS = {"ru": ("d MMMM y", "d MMMM"), "uk": ("d MMMM y", "d MMMM"), "ckb": ("dی MMMMی y", "dی MMMM")}


def number(value: int, locale: Locale) -> str:
    """Grouped: 12,345 or ١٢٬٣٤٥."""
    return in_digits(format_decimal(value, locale=locale, numbering_system="default"), locale)


def day(value: date, locale: Locale, *, year: bool = True) -> str:
    """A date in words as CLDR has it: 24 September 2016, 24. September 2016, 2016年9月24日, ٢٤ أيلول/سبتمبر ٢٠١٦.

    In French the first of a month is 1er, which CLDR lacks.
    """
    if locale.language in SECOND_NAMES:
        parts = [str(value.day), month(value, locale)] + [str(value.year)] * year
        return in_digits(" ".join(parts), locale)
    own = PATTERNS.get(locale.language)
    long = own or (str(locale.date_formats["long"]), str(locale.datetime_skeletons["MMMMd"]))
    text = format_date(value, long[0 if year else 1], locale=locale)
    if locale.language == "fr" and value.day == 1:
        text = f"1er{text[1:]}"
    return in_digits(text, locale)


def month(value: date, locale: Locale) -> str:
    """September, أيلول/سبتمبر."""
    name = format_date(value, "MMMM", locale=locale)
    second = SECOND_NAMES.get(locale.language)
    return f"{name}/{format_date(value, 'MMMM', locale=second)}" if second else name


def clock_time(value: datetime, locale: Locale) -> str:
    """Hours and minutes of a UTC time: 14:20, ١٤:٢٠."""
    return in_digits(format_datetime(value, "HH:mm", locale=locale), locale)


def in_digits(text: str, locale: Locale) -> str:
    """The text with 0 to 9 as the locale writes them."""
    return text.translate(str.maketrans(LATIN, DIGITS.get(locale.default_numbering_system, LATIN)))
