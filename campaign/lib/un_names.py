"""Countries and territories under the names the United Nations uses, in its six languages.

The tables and their sources are described in data/README.md.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from campaign.lib.text import folded

DATA = Path(__file__).parent / "data"
UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def un_name(code: str, language: str) -> str:
    """Name of a country or territory (ISO 3166-1 alpha-2, or XK), in English for a seventh language.

    Raises KeyError for an unknown code.
    """
    return _names()[code][language if language in UN_LANGUAGES else "en"]


def ranked(figures: Mapping[str, int], language: str) -> list[tuple[str, int]]:
    """(name, figure) of each code, the largest figure first, equal ones by name. Raises KeyError."""
    named = [(un_name(code, language), figure) for code, figure in figures.items()]
    return sorted(named, key=lambda pair: (-pair[1], folded(pair[0])))


@cache
def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for row in table("names.csv"):
        names[row["code"]] = {language: row[language] for language in UN_LANGUAGES}
    for row in table("overrides.csv"):
        names.setdefault(row["code"], {})[row["language"]] = row["name"]
    return names


def all_codes() -> frozenset[str]:
    """Every code that has a name."""
    return frozenset(_names())


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of data/."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
