"""Names of countries stand in the order in which readers of each language look them up."""

import pytest

from campaign.lib.countries import codes, collated, entries, offered
from campaign.lib.languages import TABLE
from tests.words import orders


def test_the_committed_orders_are_those_that_node_gives() -> None:
    assert orders.FILE.read_text(encoding="utf-8") == orders.page()


@pytest.mark.parametrize("language", TABLE.values(), ids=TABLE)
def test_each_name_stands_once(language: object) -> None:
    locale = language.locale  # type: ignore[attr-defined]
    assert {code for code, _ in collated(locale)} == codes()
    assert sorted(name for _, name in offered(locale)) == sorted(name for _, name in entries(locale))


@pytest.mark.parametrize(
    ("locale", "several"),
    [
        ("es_ES", ["Namibia", "Nauru", "Nepal", "Nicaragua", "Níger", "Nigeria", "Niue", "Noruega"]),
        ("de_DE", ["Nordmazedonien", "Norwegen", "Oman", "Österreich", "Pakistan"]),
        ("tr_TR", ["Cibuti", "Cook Adaları", "Curaçao", "Çad", "Çekya", "Çin", "Danimarka"]),
        ("uk_UA", ["Гваделупа", "Гватемала", "Гренада", "Гренландія", "Греція", "Грузія"]),
        ("zh_Hans_CN", ["阿尔巴尼亚", "阿富汗", "爱尔兰", "澳大利亚", "巴西"]),
    ],
)
def test_as_that_language_has_its_alphabet(locale: str, several: list[str]) -> None:
    assert [name for _, name in collated(locale) if name in several] == several


def test_cldr_names_every_country_in_every_language() -> None:
    assert {
        key for language in TABLE.values() for key, name in entries(language.locale) if name == key
    } == set()
