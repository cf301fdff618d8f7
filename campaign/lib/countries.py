"""Countries of residence: the codes a signer may choose and their names in her language.

Codes are ISO 3166-1 alpha-2 and XK; `UNSAID` is "I prefer not to say". Names come from CLDR; where CLDR's name is
disputed, data/readers.csv has ours for each language of our pages, and the United Nations' serve in others.
"""

from functools import cache

from babel import Locale

from campaign.lib.text import folded
from campaign.lib.un_names import table, un_name

UNSAID = "ZZ"

# CLDR counts these among its territories; ISO 3166-1 doesn't have them as officially assigned.
NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", UNSAID})


@cache
def codes() -> frozenset[str]:
    """Every code a signer may give, without `UNSAID`."""
    territories = map(str, Locale.parse("en").territories)
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha()) - NOT_ISO


def name(code: str, locale: str) -> str:
    """The country's name for a reader of `locale`; the code itself where there is none."""
    if code in readers_names():
        language = locale.split("_")[0]
        return readers_names()[code].get(language) or un_name(code, language)
    return str(Locale.parse(locale).territories.get(code, code))


@cache
def readers_names() -> dict[str, dict[str, str]]:
    """By code and language, the names that readers get in place of CLDR's."""
    names: dict[str, dict[str, str]] = {}
    for row in table("readers.csv"):
        names.setdefault(row["code"], {})[row["language"]] = row["name"]
    return names


@cache
def collated(locale: str) -> tuple[tuple[str, str], ...]:
    """All (code, name) pairs, in the order a reader of `locale` looks names up."""
    return tuple(sorted(((code, name(code, locale)) for code in codes()), key=lambda pair: folded(pair[1])))
