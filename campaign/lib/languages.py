"""The languages of pages, of the desk and of letters, and how each of them writes.

A line in `TABLE` says where a language is used: a page or desk language has all its words in translations/, without one
that is missing or in doubt, and a test holds that. What else a language needs stands in docs/translating.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`code` stands in addresses; `locale` is what CLDR formats dates and numbers, and names countries by.

    `script` is ISO 15924's; `digits` is the numbering system that CLDR has as the default. `tag` is what HTML's `lang`
    says where the code alone would leave the script open. `first_read` says whether somebody whose own language it is
    has read what a signer must understand (form, consent, risk, mails), `rest_read` the same of all other words.
    `nearest` is a locale that browsers know where they may not know this one, with the same digits and signs.
    """

    code: str
    locale: str
    name: str
    script: str = "Latn"
    digits: str = "latn"
    pages: bool = False
    desk: bool = False
    letters: bool = False
    first_read: bool = False
    rest_read: bool = False
    in_lang: str = ""
    nearest: str = ""

    @property
    def in_browsers(self) -> str:
        """The locale that scripts hand to `Intl`."""
        return self.nearest or self.locale.replace("_", "-")

    @property
    def tag(self) -> str:
        """The value of HTML's `lang` and `hreflang`."""
        return self.in_lang or self.code

    @property
    def in_previews(self) -> str:
        """The value of Open Graph's `og:locale`: a language and a territory, without the script."""
        return "_".join(part for part in self.locale.split("_") if len(part) != 4)


TABLE = {
    language.code: language
    for language in (
        Language("en", "en_GB", "English", pages=True, desk=True, letters=True),
        Language("ar", "ar_SY", "العربية", "Arab", "arab", pages=True, desk=True, letters=True),
        Language("fr", "fr_FR", "Français", pages=True, desk=True, letters=True),
        Language("es", "es_ES", "Español", pages=True, desk=True, letters=True),
        Language("ru", "ru_RU", "Русский", "Cyrl", pages=True, letters=True),
        Language("zh", "zh_Hans_CN", "简体中文", "Hans", pages=True, letters=True, in_lang="zh-Hans"),
        Language("de", "de_DE", "Deutsch", pages=True),
        Language("tr", "tr_TR", "Türkçe", pages=True),
        Language("fa", "fa_IR", "فارسی", "Arab", "arabext", pages=True),
        Language("ku", "ku_TR", "Kurmancî", pages=True, nearest="tr-TR"),
        Language("ckb", "ckb_IQ", "کوردیی ناوەندی", "Arab", "arab", pages=True, nearest="ar-IQ"),
        Language("uk", "uk_UA", "Українська", "Cyrl", pages=True),
        Language("pt", "pt_BR", "Português", pages=True),
    )
}
LANGUAGES = {code: language for code, language in TABLE.items() if language.pages}
DESK_LANGUAGES = {code: language for code, language in TABLE.items() if language.desk}
LETTER_LANGUAGES = tuple(
    sorted(code for code, language in TABLE.items() if language.letters)
)  # each has a file in letters/wording/
DEFAULT = "en"
ALWAYS_ON = (DEFAULT, "ar")  # each campaign's pages are in these; an organiser switches the others on
SPOKEN = tuple(
    sorted({*LANGUAGES, *LETTER_LANGUAGES})
)  # in which those behind a campaign may have names of their own
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syc", "syr", "ug", "ur", "yi"}
)


def direction(language: str) -> str:
    """The value of HTML's `dir`, rtl or ltr, for any language code such as ar, en or ar-SY."""
    return "rtl" if language.replace("_", "-").lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


def tag(code: str) -> str:
    """The value of HTML's `lang` for the code of a language, be it ours or not."""
    return TABLE[code].tag if code in TABLE else code
