"""No page language offers a name that its readers, or those who live there, would dispute."""

import pytest
from babel import Locale

from campaign.lib.countries import codes, collated, name, readers_names
from campaign.lib.languages import LANGUAGES
from campaign.lib.un_names import un_name

# What CLDR calls them in some language is a side taken: "Palestinian Territories", "Taiwan", "Falkland Islands"…
DISPUTED = {"FK", "HK", "KP", "KR", "MM", "MO", "PS", "TR", "TW", "VA", "XK"}


def test_the_disputed_codes_are_those_with_names_of_ours() -> None:
    assert readers_names().keys() == DISPUTED
    assert codes() >= DISPUTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_language_has_a_name_of_ours_for_each(language: str) -> None:
    assert {code for code in DISPUTED if language not in readers_names()[code]} == set()
    offered = dict(collated(LANGUAGES[language].locale))
    assert {code: offered[code] for code in DISPUTED} == {
        code: readers_names()[code][language] for code in DISPUTED
    }


@pytest.mark.parametrize("language", ["it", "sv"])
def test_a_language_that_comes_offers_the_united_nations_names_until_it_has_ours(language: str) -> None:
    assert {code: name(code, language) for code in DISPUTED} == {
        code: un_name(code, language) for code in DISPUTED
    }
    assert name("FR", language) == Locale.parse(language).territories["FR"]
