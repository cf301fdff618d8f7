"""The statistical attacker in short: she gains what docs/threat-model.md admits, and finds what another rule tells."""

import random
from collections import Counter
from datetime import date

import pytest

from campaign.tally.lots import Counts, LotRule
from tests.proof.arrivals import by_size_and_time, what_a_network_learns
from tests.proof.attacker import BITS, OWNED, RIGHT, SURE, by_membership, by_order, by_statements
from tests.proof.guesses import Country, likelihood, of_whom

WORLDS, LOTS = 12, 20


class EachEntryAtOnce(LotRule):
    """States what has come, however little it is."""

    def due(self, counts: Counts, *, last: date | None, day: date) -> bool:
        return counts.joins.total() > 0

    def _joins(self, counts: Counts) -> bool:
        return counts.joins.total() > 0


@pytest.mark.long
@pytest.mark.parametrize("owned", OWNED)
def test_statements_tell_as_much_as_is_admitted(owned: int) -> None:
    figures = by_statements(random.Random(owned), owned, worlds=WORLDS, lots=LOTS).means()
    assert -0.05 < figures["bits of a country"] < BITS[owned] + 0.05
    assert figures["most sure of anybody's rare country"] < SURE[owned]
    chance = by_membership(random.Random(owned), owned, worlds=80, lots=10).means()
    assert chance["whether she signed"] <= RIGHT[owned] + 0.06


def test_owning_more_tells_more_or_the_attacker_is_a_poor_one() -> None:
    none, fifteen = (
        by_statements(random.Random(5), owned, worlds=WORLDS, lots=LOTS).means()["bits of a country"]
        for owned in (0, 15)
    )
    assert fifteen > none + 0.03


def test_a_rule_that_states_each_entry_would_be_found_out() -> None:
    rule = EachEntryAtOnce(lot=1, daily=False)
    figures = by_statements(random.Random(3), 9, worlds=40, lots=LOTS, rule=rule, lot=10).means()
    assert figures["most sure of anybody's rare country"] > 0.95
    assert figures["bits of a country"] > BITS[9] + 0.05


def test_the_order_within_a_batch_tells_nothing() -> None:
    figures = by_order(random.Random(1), rounds=1_500, size=20).means()
    assert 0.025 < figures["place in a batch of 20"] < 0.08
    assert by_order(random.Random(1), rounds=20, size=1).means() == {"place in a batch of 1": 1}


def test_time_and_size_tell_of_her_among_few_and_not_among_many() -> None:
    figures = by_size_and_time(random.Random(2), 150)
    assert figures["1 others an hour"] > 0.85
    assert 0.35 < figures["600 others an hour"] < 0.65


@pytest.mark.full
def test_refusals_tell_of_forms_from_the_same_network_alone() -> None:
    assert what_a_network_learns() == {
        "from her own address": 2, "from her /64": 2, "from other /64s of her /48": 2,
        "from another address": 0, "from another /48": 0,
    }  # fmt: skip


def test_bayes_rule_by_hand() -> None:
    countries = {"AA": Country(0.5, own=9), "BB": Country(0.5)}
    assert countries["AA"].until_the_ten() == 0
    none, ten = {"AA": 0}, {"AA": 10}
    own = Counter[str]()
    assert likelihood(countries, own=own, others=2, figures=none) == 0.25
    assert likelihood(countries, own=own, others=2, figures=ten) == 0.75
    assert likelihood(countries, own=own, others=2, figures=ten, sure="AA") == 1
    assert likelihood(countries, own=own, others=2, figures=ten, sure="BB") == 0.5
    # One or two of two: twice as likely one as two.
    assert of_whom(countries, own=own, others=2, figures=ten) == {
        "AA": pytest.approx((2 / 3 * 1 + 1 / 3 * 2) / 2), "BB": pytest.approx((2 / 3 * 1) / 2),
    }  # fmt: skip
    assert countries["AA"].others == {1: pytest.approx(2 / 3), 2: pytest.approx(1 / 3)}
    assert countries["BB"].others == {0: pytest.approx(1 / 3), 1: pytest.approx(2 / 3)}
    assert likelihood(countries, own=own, others=1, figures=none) == 0
