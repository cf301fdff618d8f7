"""The languages of pages and of letters, and how each of them writes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`code` stands in addresses and in `lang`; `locale` is what CLDR formats dates and numbers by."""

    code: str
    locale: str
    name: str


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "en_GB", "English"),
        Language("ar", "ar_SY", "العربية"),
    )
}
DEFAULT = "en"
LETTER_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")  # each has a file in letters/wording/
SPOKEN = tuple(
    sorted({*LANGUAGES, *LETTER_LANGUAGES})
)  # in which those behind a campaign may have names of their own
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syc", "syr", "ug", "ur", "yi"}
)


def direction(language: str) -> str:
    """The value of HTML's `dir`, rtl or ltr, for any language code such as ar, en or ar-SY."""
    return "rtl" if language.replace("_", "-").lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"
