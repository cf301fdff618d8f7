"""Countries by the names that people look up: in the list, in what is imported, in what organisers type."""

import csv
import io

import pytest
from babel import Locale

from campaign.lib.countries import codes, collated, listed, name, offered
from campaign.lib.country_search import country_of, names_to_search_by, search_key
from campaign.lib.languages import LANGUAGES
from campaign.lib.un_names import DATA
from tests.rules import spoken_names

ARABIC = {
    "كوريا": "KR", "كوريا الشمالية": "KP", "فلسطين": "PS", "تايوان": "TW", "الفاتيكان": "VA", "بريطانيا": "GB",
    "أمريكا": "US", "الكونغو": "CD", "السعودية": "SA", "الإمارات": "AE", "سوريا": "SY", "بورما": "MM",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_offered_under_its_own_name(language: str) -> None:
    locale = LANGUAGES[language].locale
    assert {code for code, _ in collated(locale)} == codes()
    assert {*collated(locale)} <= {*offered(locale)}
    assert [pair for pair in offered(locale) if pair[0] not in codes()] == []
    assert len({label for _, label in offered(locale)}) == len(offered(locale))


def test_typing_in_the_arabic_list_leads_to_the_country() -> None:
    labels = offered("ar_SY")
    reached = {
        word: next((code for code, label in labels if label.startswith(word)), None) for word in ARABIC
    }
    assert reached == ARABIC


def test_what_she_calls_her_home_by_is_not_how_the_list_has_it() -> None:
    assert (listed("PS", "en_GB"), name("PS", "en_GB")) == ("Palestine, State of", "State of Palestine")
    assert (listed("KR", "en_GB"), name("KR", "en_GB")) == ("Korea, Republic of", "Republic of Korea")
    assert (listed("PS", "ar_SY"), name("PS", "ar_SY")) == ("فلسطين (دولة فلسطين)", "دولة فلسطين")
    assert name("CI", "en_GB") == Locale.parse("en_GB").territories["CI"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SY", "SY"), ("sy", "SY"), ("SYR", "SY"), ("\u200fسوريا", "SY"), ("Syrian Arab Republic", "SY"),
        ("Сирия", "SY"), ("叙利亚", "SY"), ("Côte d'Ivoire", "CI"), ("Cote d’Ivoire.", "CI"), ("Ivory Coast", "CI"),
        ("UK", "GB"), ("England", "GB"), ("U.S.A.", "US"), ("U.K.", "GB"), ("USA", "US"),
        ("The Gambia", "GM"), ("the UK", "GB"), ("DPRK", "KP"), ("Falklands", "FK"), ("Kyrgyz Republic", "KG"),
        ("Schweiz", "CH"), ("Österreich", "AT"), ("Ελλάδα", "GR"), ("ایران", "IR"), ("भारत", "IN"), ("대한민국", "KR"),
        ("Niemcy", "DE"), ("Almanya", "DE"), ("سورية", "SY"), ("Niger", "NE"),
        ("St. Lucia", "LC"), ("Saint Lucia", "LC"), ("Guinea", "GN"),
        ("Antigua & Barbuda", "AG"), ("antigua and barbuda", "AG"), ("Palestine", "PS"), ("Holy See", "VA"),
        ("South Korea", "KR"), ("DR Congo", "CD"), ("Republic of the Congo", "CG"),
        ("Korea", None), ("Congo", None), ("الكونغو", None), ("Atlantis", None), ("", None), ("ZZ", None),
    ],
)  # fmt: skip
def test_a_country_is_read_by_code_or_name_and_none_of_two_is_guessed(typed: str, code: str | None) -> None:
    assert country_of(typed) == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åland", "aland"),
        ("CÔTE D’IVOIRE", "cote d'ivoire"),
        ("عُمان", "عمان"),
        ("إيران", "ايران"),
        ("غزة", "غزه"),
    ],
)
def test_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_each_country_can_be_searched_by_each_languages_name_and_its_code() -> None:
    names = names_to_search_by()
    assert names.keys() == codes()
    for language in ("ar", "en", "es", "fr", "ru", "zh"):
        missing = [
            code for code in codes() if str(Locale.parse(language).territories[code]) not in names[code]
        ]
        assert missing == []
    assert {"SYR", "Syrian Arab Republic", "叙利亚"} <= {*names["SY"]}


def test_the_names_in_further_languages_are_what_the_cldr_has() -> None:
    assert spoken_names.FILE.read_text(encoding="utf-8") == spoken_names.page()


def test_no_further_language_takes_a_name_from_ours() -> None:
    names = names_to_search_by()
    keys = {code: {search_key(word) for word in names[code]} for code in codes()}
    ours = {each: code for code in codes() for each in (listed(code, "en_GB"), name(code, "en_GB"))}
    taken = {
        (other, each)
        for each, code in ours.items()
        for other in codes() - {code}
        if search_key(each) in keys[other]
    }
    assert taken == set()


def test_other_names_are_of_countries_and_say_what_they_are_for() -> None:
    rows = [*csv.DictReader(io.StringIO((DATA / "other_names.csv").read_text(encoding="utf-8")))]
    assert {row["code"] for row in rows} <= codes()
    assert {row["use"] for row in rows} == {"listed", "first", "searched", "nearest"}
    assert len({(row["language"], search_key(row["name"])) for row in rows}) == len(rows)
