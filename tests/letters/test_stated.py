from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letters.annexes import signatures
from campaign.letters.figures import Figures, Stated, Statement, statement_of
from campaign.letters.wording import wording
from campaign.lib.countries import codes
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.tally import entries
from tests.letters.sample import STATED, STATEMENT

DAY = date(2016, 9, 30)
tens = st.integers(1, 10_000_000).map(lambda n: n * 10)


def stating(countries: dict[str, int], not_shown: int = 0) -> Stated:
    statement = Statement(DAY, sum(countries.values()) + not_shown, countries)
    return replace(STATED, statement=statement, withheld=frozenset())


@given(
    st.dictionaries(st.sampled_from(sorted(codes())), tens, min_size=1),
    st.integers(0, 10_000_000),
    st.booleans(),
)
def test_the_annex_adds_up_whatever_the_figures(
    countries: dict[str, int], not_shown: int, territories: bool
) -> None:
    annex = signatures(stating(countries, not_shown), wording("en"), territories=territories)
    rows = [int(figure.replace(",", "")) for _, figure in annex["rows"]]
    assert sum(rows) == sum(countries.values())
    assert sum(rows) + not_shown == int(annex["total"][1].replace(",", ""))
    assert annex["not-shown"] == ["Not shown by country", f"{not_shown:,}"]


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_country_can_stand_in_the_annex(language: str) -> None:
    stated, words = stating(dict.fromkeys(codes(), 10)), wording(language)
    together = signatures(stated, words)["rows"]
    assert len({name for name, _ in together}) == len(together) == 196
    assert together[-1] == [words.say("territories"), words.number(550)]
    named = signatures(stated, words, territories=True)["rows"]
    assert len({name for name, _ in named}) == 250
    assert named[:195] == together[:195]


def test_figures_of_more_than_were_taken_in_are_refused() -> None:
    with pytest.raises(ValueError, match="more than their total"):
        replace(STATEMENT, taken_in=sum(STATEMENT.countries.values()) - 1)


@pytest.mark.parametrize("figure", [0, 9, 11, -10])
def test_figures_other_than_complete_tens_are_refused(figure: int) -> None:
    with pytest.raises(ValueError, match="complete tens"):
        Statement(DAY, 100, {"FR": figure})


def test_a_withheld_country_with_a_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="withheld"):
        replace(STATED, withheld=frozenset({"FR"}))


def test_a_country_has_its_figure_or_the_words_instead() -> None:
    said = {code: STATED.figures(code).own for code in ("FR", "IT", "SY")}
    assert said == {"FR": 12340, "IT": "fewer than ten", "SY": "not shown"}


def test_the_pair_is_of_the_statement_and_before_one_of_the_checkpoint() -> None:
    assert STATED.figures("FR") == Figures(12340, 25197, date(2016, 9, 30), 25260)
    assert replace(STATED, statement=None).figures("FR") == Figures(
        "not shown", 25214, date(2016, 10, 2), 25260
    )


def test_what_is_withheld_since_is_among_what_is_not_shown_and_the_line_stays_the_logs() -> None:
    line = entries.Stated(DAY, 240, {"FR": 120, "DE": 50})
    statement = statement_of(line, withheld=frozenset({"DE"}))
    assert (statement.countries, statement.taken_in, statement.not_shown) == ({"FR": 120}, 240, 120)
    assert statement.line == "tally 2016-09-30 240 FR=120 DE=50 --=70"
