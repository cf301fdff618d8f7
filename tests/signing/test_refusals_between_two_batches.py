"""Refusals are counted and lose their networks in batches, and stopping between any two counts none twice."""

from collections import Counter
from typing import Any

import pytest
import time_machine
from sqlalchemy.exc import OperationalError

from campaign.lib import clock
from campaign.limits import refusals
from campaign.limits.models import Refusals
from tests.cast import Site, in_force
from tests.signing.test_between_two_batches import BEGIN, DAY, batches_of
from tests.tables import rows


def test_refusals_lose_their_networks_a_batch_at_a_turn_and_no_count(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(2, monkeypatch)
    with time_machine.travel(BEGIN, tick=False):
        noted = Counter(
            {(clock.today(), kind, f"{n:04x}"): n + 1 for n in range(3) for kind in ("limited", "garbled")}
        )
        refusals._unwritten().add(noted)
        refusals.write_refusals()
    taken = []
    with time_machine.travel(BEGIN + DAY, tick=False):
        for _ in range(4):
            taken.append(refusals.tidy_refusals())
            assert Counter({"limited": 6, "garbled": 6}) == refused()
    assert taken == [2, 2, 2, 0]
    assert [(row["network"], row["count"]) for row in rows(Refusals)] == [("", 6), ("", 6)]


def refused() -> Counter[str]:
    """How often, by kind."""
    found: Counter[str] = Counter()
    for row in rows(Refusals):
        found[row["kind"]] += row["count"]
    return found


def test_refusals_of_which_only_some_could_be_written_are_counted_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(2, monkeypatch)
    real, calls = refusals._add, iter(range(9))

    def add(session: Any, given: Any) -> None:
        if next(calls) == 1:
            raise OperationalError("INSERT", {}, OSError("away"))
        real(session, given)

    monkeypatch.setattr(refusals, "_add", add)
    refusals._unwritten().add(Counter({(clock.today(), "limited", f"{n:04x}"): 1 for n in range(5)}))
    refusals.write_refusals()
    assert refused() == Counter({"limited": 2})
    refusals.write_refusals()
    assert refused() == Counter({"limited": 5})


def test_the_next_one_sees_to_the_writing_where_there_was_no_thread_for_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    class NoThread:
        def __init__(self, seconds: float, *_: object) -> None:
            asked.append(seconds)

        def start(self) -> None:
            raise RuntimeError("a thread could not begin")

    monkeypatch.setattr(refusals, "Later", NoThread)
    with in_force(site.app, testing=False):
        for _ in range(2):
            refusals.note_refusal(kind="limited")
    assert asked == [refusals.WRITTEN_AFTER] * 2
    refusals.write_refusals()
    assert refused() == Counter({"limited": 2})
