"""Countries of residence: the codes a signer may choose and their names in her language.

Codes are ISO 3166-1 alpha-2 and XK; `UNSAID` is "I prefer not to say". Names come from CLDR; where CLDR's name is
disputed, data/readers.csv has ours for each language of our pages, and the United Nations' serve in others. In a list a
name begins with the word that people look for: "Palestine, State of".
"""

from functools import cache, lru_cache

from campaign.lib.territories import territories
from campaign.lib.text import folded
from campaign.lib.un_names import table, un_name

UNSAID = "ZZ"

LISTED = frozenset({"listed", "first"})  # the uses of data/other_names.csv that put a name into the list
# CLDR counts these among its territories; ISO 3166-1 doesn't have them as officially assigned.
NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", UNSAID})


@cache
def codes() -> frozenset[str]:
    """Every code a signer may give, without `UNSAID`."""
    return frozenset(code for code in territories("en") if len(code) == 2 and code.isalpha()) - NOT_ISO


def name(code: str, locale: str) -> str:
    """The country's name for a reader of `locale`, as in a sentence; the code itself where there is none."""
    language = locale.split("_")[0]
    return _said().get((code, language)) or listed(code, locale)


def listed(code: str, locale: str) -> str:
    """The same as a list has it."""
    if code in readers_names():
        language = locale.split("_")[0]
        return readers_names()[code].get(language) or un_name(code, language)
    return territories(locale).get(code, code)


@cache
def readers_names() -> dict[str, dict[str, str]]:
    """By code and language, the names that readers get in place of CLDR's, as lists have them."""
    names: dict[str, dict[str, str]] = {}
    for row in table("readers.csv"):
        names.setdefault(row["code"], {})[row["language"]] = row["name"]
    return names


@lru_cache(maxsize=1)
def _said() -> dict[tuple[str, str], str]:
    return {(row["code"], row["language"]): row["said"] for row in table("readers.csv") if row["said"]}


@cache
def collated(locale: str) -> tuple[tuple[str, str], ...]:
    """All (code, name) pairs, in the order a reader of `locale` looks names up."""
    return _in_order(locale, [(code, listed(code, locale)) for code in codes()])


@lru_cache(maxsize=20)
def offered(locale: str) -> tuple[tuple[str, str], ...]:
    """The same with the other names that people look up between them, so that typing in a closed list finds each."""
    return tuple((key.partition(":")[0], each) for key, each in _in_order(locale, entries(locale)))


def entries(locale: str) -> list[tuple[str, str]]:
    """(key, name) of all that `offered` has; the key is a code, and for another name the code and that name."""
    others = [
        (f"{row['code']}:{row['name']}", f"{row['name']} ({name(row['code'], locale)})")
        for row in table("other_names.csv")
        if row["language"] == locale.split("_")[0] and row["use"] in LISTED
    ]
    return [*((code, listed(code, locale)) for code in sorted(codes())), *others]


def _in_order(locale: str, pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    places = _orders().get(locale.split("_")[0], {})
    return tuple(sorted(pairs, key=lambda pair: (places.get(pair[0], 0), folded(pair[1]))))


@lru_cache(maxsize=1)
def _orders() -> dict[str, dict[str, int]]:
    """By language, which place each key of `entries` has."""
    rows = table("orders.csv")
    return {row["language"]: {key: at for at, key in enumerate(row["order"].split("|"))} for row in rows}
