"""Names of countries in a language are kept, and nothing else that CLDR says of one that no page is in."""

from babel import Locale, localedata

from campaign.lib.territories import territories


def test_names_are_those_of_cldr() -> None:
    assert territories("de")["FR"] == "Frankreich"
    assert territories("ckb_IQ")["DE"] == str(Locale.parse("ckb_IQ").territories["DE"])


def test_what_else_was_read_for_them_is_let_go() -> None:
    localedata._cache.pop("tr", None)
    territories.cache_clear()
    before = set(localedata._cache)
    assert territories("tr")["DE"] == "Almanya"
    assert set(localedata._cache) == before


def test_what_something_else_had_asked_for_stays() -> None:
    territories.cache_clear()
    localedata.load("tr")
    territories("tr")
    assert "tr" in localedata._cache
