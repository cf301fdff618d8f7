"""The languages that the pages speak, and how each of them writes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`code` stands in addresses and in `lang`; `locale` is what CLDR formats dates and numbers by."""

    code: str
    locale: str
    name: str
    direction: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "en_GB", "English"),
        Language("ar", "ar", "العربية", direction="rtl"),
    )
}
DEFAULT = "en"


def direction(code: str) -> str:
    """The direction of a text in any language we may be given, `ltr` where we know nothing of it."""
    return "rtl" if code.split("-")[0] in {"ar", "fa", "he", "ur", "ckb", "ps", "syc"} else "ltr"
