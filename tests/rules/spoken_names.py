"""What campaign/lib/data/spoken_names.csv is made of: the CLDR's names of each country in the languages that are
official there, and in those of the world's larger diasporas. Run as a program it writes the file.
"""

import csv
import io

from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

from campaign.lib.countries import codes
from campaign.lib.languages import TABLE
from campaign.lib.un_names import DATA

FILE = DATA / "spoken_names.csv"
DIASPORAS = (
    "am", "bg", "bn", "ckb", "cs", "da", "de", "el", "fa", "fi", "he", "hi", "hu", "id", "it", "ja", "ko", "ku", "nb",
    "nl", "pl", "ps", "pt", "ro", "so", "sr", "sv", "sw", "tr", "uk", "ur", "vi", "zh_Hant",
)  # fmt: skip


def page() -> str:
    """The whole file; country_search knows the names in our own languages without it."""
    there: dict[str, list[str]] = {}
    for code in sorted(codes()):
        spoken = sorted({*DIASPORAS, *_official(code)} - TABLE.keys())
        names = (Locale.parse(language).territories.get(code, code) for language in spoken)
        there[code] = [name for name in dict.fromkeys(names) if name != code]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["code", "names"])
    writer.writerows([code, "|".join(names)] for code, names in there.items() if names)
    return file.getvalue()


def _official(code: str) -> list[str]:
    languages = get_official_languages(code, regional=True, de_facto=True)
    return [language for language in languages if language in locale_identifiers()]


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
