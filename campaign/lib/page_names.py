"""What pages for the public call countries: as the United Nations do in its six languages, in others as CLDR does."""

from collections.abc import Mapping

from campaign.lib.countries import name
from campaign.lib.languages import TABLE
from campaign.lib.text import folded
from campaign.lib.un_names import UN_LANGUAGES, un_name


def page_name(code: str, language: str) -> str:
    """The name of a country or territory in a language of pages. Raises KeyError for an unknown code."""
    if language in UN_LANGUAGES or language not in TABLE:
        return un_name(code, language)
    return name(code, TABLE[language].locale)


def ranked(figures: Mapping[str, int], language: str) -> list[tuple[str, int]]:
    """(name, figure) of each code, the largest figure first, equal ones by name. Raises KeyError."""
    named = [(page_name(code, language), figure) for code, figure in figures.items()]
    return sorted(named, key=lambda pair: (-pair[1], folded(pair[0])))
