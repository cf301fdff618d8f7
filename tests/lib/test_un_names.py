"""Names of countries and territories as the United Nations uses them."""

import csv
import unicodedata

import pytest

from campaign.lib.countries import codes
from campaign.lib.un_names import DATA, UN_LANGUAGES, ranked, un_name


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_code_of_iso_3166_and_kosovo_has_a_name_in_all_six_languages() -> None:
    assert {row["code"] for row in rows("names.csv") + rows("overrides.csv")} == codes()
    for code in codes():
        for language in UN_LANGUAGES:
            name = un_name(code, language)
            assert name, (code, language)
            assert name == unicodedata.normalize("NFC", " ".join(name.split())), (code, language)


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_no_two_codes_share_a_name(language: str) -> None:
    assert len({un_name(code, language) for code in codes()}) == len(codes())


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("TR", "en", "Türkiye"),
        ("CZ", "en", "Czechia"),
        ("SZ", "en", "Eswatini"),
        ("MK", "en", "North Macedonia"),
        ("CV", "en", "Cabo Verde"),
        ("SY", "en", "Syrian Arab Republic"),
        ("CI", "en", "Côte d’Ivoire"),
        ("KP", "en", "Democratic People’s Republic of Korea"),
        ("NL", "en", "Netherlands (Kingdom of the)"),
        ("GB", "en", "United Kingdom of Great Britain and Northern Ireland"),
        ("GB", "zh", "大不列颠及北爱尔兰联合王国"),
        ("RU", "ru", "Российская Федерация"),
        ("SY", "ar", "الجمهورية العربية السورية"),
        ("CD", "fr", "République démocratique du Congo"),
        ("BO", "es", "Bolivia (Estado Plurinacional de)"),
        ("TW", "en", "Taiwan Province of China"),
        ("XK", "en", "Kosovo (under Security Council resolution 1244 (1999))"),
        ("AX", "ru", "Аландские острова"),
    ],
)
def test_names_are_those_the_united_nations_uses(code: str, language: str, name: str) -> None:
    assert un_name(code, language) == name


def test_overrides_change_something_and_nothing_twice() -> None:
    base = {row["code"]: row for row in rows("names.csv")}
    overrides = rows("overrides.csv")
    assert len({(row["code"], row["language"]) for row in overrides}) == len(overrides)
    idle = [row for row in overrides if base.get(row["code"], {}).get(row["language"]) == row["name"]]
    assert idle == []


def test_an_unknown_code_has_no_name() -> None:
    with pytest.raises(KeyError):
        un_name("ZZ", "en")


def test_every_row_names_its_source_and_every_override_its_reason() -> None:
    assert {row["source"] for row in rows("names.csv")} == {"UNTERM", "M49"}
    assert all(len(row["reason"]) > 20 for row in rows("overrides.csv"))


def test_a_seventh_language_reads_them_in_english() -> None:
    assert un_name("SY", "ku") == "Syrian Arab Republic"


def test_equal_figures_stand_in_the_order_of_their_names() -> None:
    figures = {"CH": 40, "AU": 40, "IQ": 90, "ES": 40, "AT": 40}
    assert [name for name, _ in ranked(figures, "ru")] == [
        "Ирак",
        "Австралия",
        "Австрия",
        "Испания",
        "Швейцария",
    ]
    assert ranked({"CI": 10, "CU": 10}, "en") == [("Côte d’Ivoire", 10), ("Cuba", 10)]
