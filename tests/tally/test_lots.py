"""No figure tells of fewer than a lot of entries: shown by search, and the search by what it must find."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.tally.batches import Waiting
from campaign.tally.lots import Counts, LotRule
from tests.tally.driven import Log, signatures, withdrawals
from tests.tally.lot_search import Found, Search


class WhenNotShownWouldBeNegative(LotRule):
    """States whenever a lot of entries of any kind stands since the last time, or figures exceed the total."""

    def due(self, counts: Counts, *, last: date | None, day: date) -> bool:
        shown = sum(n - n % 2 for n in counts.taken_in().values())
        return self._entries(counts) >= self.lot or shown > counts.total

    def take_in(self, counts: Counts, *, size: int) -> None:
        counts.joins.clear()
        counts.leaves.clear()
        counts.taken_until = size

    def _entries(self, counts: Counts) -> int:
        return counts.joins.total() + counts.leaves.total()


class OneWindowForBoth(WhenNotShownWouldBeNegative):
    """States once a day when joins and leaves make a lot together."""

    def due(self, counts: Counts, *, last: date | None, day: date) -> bool:
        return (last is None or day > last) and self._entries(counts) >= self.lot


class WholeLotsLeft(LotRule):
    """Takes in joins when a lot of them waits, and then whoever left since."""

    def take_in(self, counts: Counts, *, size: int) -> None:
        super().take_in(counts, size=size)
        counts.leaves.clear()


def searched(rule: LotRule, *, events: int = 9) -> dict[str, Found]:
    search = Search(rule, events=events)
    return {"silence": search.silence(), "exchange": search.exchange()}


@pytest.mark.long
@pytest.mark.parametrize(
    ("daily", "events"),
    [
        (True, 7),
        (False, 7),
        pytest.param(True, 8, marks=pytest.mark.full),
        pytest.param(False, 8, marks=pytest.mark.full),
        pytest.param(True, 9, marks=pytest.mark.full),
        pytest.param(False, 9, marks=pytest.mark.full),
    ],
)
def test_no_history_of_up_to_nine_events_tells_more_than_a_lot(daily: bool, events: int) -> None:
    found = searched(LotRule(lot=3, daily=daily), events=events)
    assert {name: each.leaks for name, each in found.items()} == {"silence": [], "exchange": []}
    assert all(each.states > 100 * events for each in found.values())


@pytest.mark.long
@pytest.mark.parametrize(
    ("rule", "events"), [(WhenNotShownWouldBeNegative, 7), (OneWindowForBoth, 7), (WholeLotsLeft, 8)]
)
def test_the_search_finds_what_other_rules_tell(rule: type[LotRule], events: int) -> None:
    found = searched(rule(lot=3), events=events)
    assert found["silence"].leaks != []
    assert found["exchange"].leaks != []


COUNTRIES = ("FR", "DE", "LB")


@dataclass
class History:
    """Batches, each (day, who joins, who leaves), and the country of each who joins."""

    countries: dict[int, str] = field(default_factory=dict)
    batches: list[tuple[int, list[int], list[int]]] = field(default_factory=list)

    def run(self) -> Iterator[tuple[Log, list[str]]]:
        """The log after each batch, and what the public sees of that: totals, figures, kinds of lines."""
        log = Log(unstated=frozenset())
        for day, joining, leaving in self.batches:
            batch: list[Waiting] = []
            for key in joining:
                batch += signatures(self.countries[key], key, 1)
            for key in leaving:
                batch += withdrawals(self.countries[key], key, 1)
            before = log.size
            log.write(batch, day=day)
            lines = [line for _, line, _ in log.lines[before:]]
            yield (
                log,
                [str(log.counts.total), *(line if "tally" in line else line.split()[0] for line in lines)],
            )

    def seen(self) -> list[list[str]]:
        return [seen for _, seen in self.run()]

    def lots(self) -> dict[int, tuple[int, int]]:
        """By who joined: the batch whose statement took her in, and the one whose statement let her go; 0 for none."""
        taken: dict[int, int] = {}
        gone: dict[int, int] = {}
        left: set[int] = set()
        waiting: set[int] = set()
        for number, (log, _) in enumerate(self.run(), start=1):
            for key in self.batches[number - 1][2]:
                left.add(key)
                waiting |= {key} & taken.keys()
            if log.counts.joins.total() == 0 and log.stated:
                taken |= {
                    key: number for key, at in log.positions.items()
                    if key not in left and key not in taken and at < log.counts.taken_until
                }  # fmt: skip
            if log.counts.leaves.total() == 0:
                gone |= dict.fromkeys(waiting, number)
                waiting.clear()
        return {key: (taken.get(key, 0), gone.get(key, -1 if key in left else 0)) for key in self.countries}


@st.composite
def steered(draw: st.DrawFn) -> History:
    """Countries are steered to counts that end in 0, 8 and 9, where one entry more or less would show."""
    history, key, day = History(), 0, 0
    standing: dict[str, list[int]] = {country: [] for country in COUNTRIES}
    for _ in range(draw(st.integers(2, 8))):
        day += draw(st.integers(0, 1))
        joining, leaving = [], []
        for country in COUNTRIES:
            there = standing[country]
            aim = draw(st.sampled_from((0, 10, 20, 30))) + draw(st.sampled_from((0, -1, -2)))
            for _ in range(aim - len(there)):
                key += 1
                history.countries[key] = country
                joining.append(key)
                there.append(key)
            for _ in range(min(len(there) - aim, len(there))):
                leaving.append(there.pop(draw(st.integers(0, len(there) - 1))))
        history.batches.append((day, joining, leaving))
    return history


@settings(max_examples=60, deadline=None)
@given(steered(), st.data())
def test_whom_no_statement_has_taken_in_may_have_any_country(history: History, data: st.DataObject) -> None:
    before = history.seen()
    for key, (taken, _) in history.lots().items():
        if not taken:
            history.countries[key] = data.draw(st.sampled_from(COUNTRIES))
    assert history.seen() == before


@settings(max_examples=60, deadline=None)
@given(steered(), st.data())
def test_two_of_one_lot_may_swap_countries(history: History, data: st.DataObject) -> None:
    before, lots = history.seen(), history.lots()
    alike = [
        (one, other) for one in lots for other in lots
        if one < other and lots[one] == lots[other] and lots[one][1] >= 0
        and history.countries[one] != history.countries[other]
    ]  # fmt: skip
    if alike:
        one, other = data.draw(st.sampled_from(alike))
        own = history.countries
        own[one], own[other] = own[other], own[one]
    assert history.seen() == before


@settings(max_examples=60, deadline=None)
@given(steered())
def test_statements_differ_by_whole_lots(history: History) -> None:
    lots = history.lots().values()
    for which in (0, 1):
        numbers = [lot[which] for lot in lots if lot[which] > 0]
        assert all(numbers.count(number) >= 20 for number in set(numbers))
