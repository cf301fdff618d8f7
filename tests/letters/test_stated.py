from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letters.annexes import signatures
from campaign.letters.facts import Stated
from campaign.letters.wording import wording
from campaign.lib.countries import codes
from campaign.lib.languages import LETTER_LANGUAGES
from tests.letters.sample import STATED

tens = st.integers(1, 10_000_000).map(lambda n: n * 10)


@given(st.dictionaries(st.sampled_from(sorted(codes())), tens), st.integers(0, 10_000_000))
def test_the_annex_adds_up_whatever_the_figures(countries: dict[str, int], not_shown: int) -> None:
    stated = Stated(sum(countries.values()) + not_shown, countries, not_shown, 1, date(2016, 9, 30), "root")
    annex = signatures(stated, wording("en"))
    rows = [int(figure.replace(",", "")) for _, figure in annex["rows"]]
    assert rows == sorted(countries.values(), reverse=True)
    assert sum(rows) + not_shown == int(annex["total"][1].replace(",", ""))
    assert annex["not-shown"] == ["Not shown by country", f"{not_shown:,}"]


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_country_can_stand_in_the_annex(language: str) -> None:
    countries = dict.fromkeys(codes(), 10)
    stated = Stated(10 * len(countries), countries, 0, 1, date(2016, 9, 30), "root")
    assert len({name for name, _ in signatures(stated, wording(language))["rows"]}) == 250


def test_figures_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        replace(STATED, total=STATED.total + 1)


@pytest.mark.parametrize("figure", [0, 9, 11, -10])
def test_figures_other_than_complete_tens_are_refused(figure: int) -> None:
    with pytest.raises(ValueError, match="complete tens"):
        Stated(100, {"FR": figure}, 100 - figure, 1, date(2016, 9, 30), "root")


def test_a_withheld_country_with_a_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="withheld"):
        replace(STATED, withheld=frozenset({"FR"}))


def test_a_country_has_its_figure_or_the_words_instead() -> None:
    said = {code: STATED.figure(code) for code in ("FR", "IT", "SY")}
    assert said == {"FR": 12340, "IT": "fewer than ten", "SY": "not shown"}
