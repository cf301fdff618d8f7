"""Batches against a plain recount, for any order of events."""

from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.tally.batches import Waiting
from campaign.tally.entries import EntryKind, RemovalReason
from campaign.tally.lots import LotRule
from tests.tally.driven import Log, countries, signatures, withdrawals

COUNTRIES = ("FR", "DE", "SY", "ZZ")
TEXT = "text " + "0" * 64


@st.composite
def histories(draw: st.DrawFn) -> list[list[Waiting]]:
    """Batches of signatures and withdrawals, each withdrawal after its signature or in the same batch."""
    standing: dict[int, str] = {}
    history, key = [], 0
    leaving = draw(st.sampled_from((0, 1, 3)))  # of four
    for _ in range(draw(st.integers(1, 8))):
        batch: list[Waiting] = []
        for _ in range(draw(st.integers(0, 40))):
            key += 1
            if standing and draw(st.integers(1, 4)) <= leaving:
                signature = draw(st.sampled_from(sorted(standing)))
                batch += withdrawals(standing.pop(signature), signature, 1)
            else:
                standing[key] = draw(st.sampled_from(COUNTRIES))
                batch += signatures(standing[key], key, 1)
        history.append(batch)
    return history


@settings(max_examples=100, deadline=None)
@given(histories(), st.booleans())
def test_every_history_replays_to_the_same_count(history: list[list[Waiting]], daily: bool) -> None:
    log = Log(LotRule(daily=daily))
    for day, batch in enumerate(history):
        log.write(batch, day=day // 2)
        assert log.differences() == []
        assert log.stated is None or log.stated.not_shown >= 0


def test_twenty_who_joined_are_taken_in_together() -> None:
    log = Log()
    assert log.write(signatures("FR", 1, 19)).stated is None
    log.write(signatures("FR", 20, 1))
    assert (log.stated and log.stated.taken_in, countries(log)) == (20, {"FR": 20})
    assert log.write(signatures("FR", 21, 19), day=1).stated is None
    plan = log.write(signatures("DE", 40, 30), day=1)
    assert plan.stated is not None
    assert (plan.stated.taken_in, countries(log)) == (69, {"DE": 30, "FR": 30})


def test_one_who_leaves_moves_no_figure() -> None:
    log = Log()
    log.write([*signatures("FR", 1, 10), *signatures("DE", 11, 10)])
    for day in range(1, 20):
        assert log.write(withdrawals("FR" if day < 10 else "DE", day, 1), day=day).stated is None
    assert (countries(log), log.counts.total) == ({"FR": 10, "DE": 10}, 1)
    plan = log.write(withdrawals("DE", 20, 1), day=20)
    assert plan.stated is not None
    assert (plan.stated.taken_in, countries(log)) == (0, {})


def test_one_who_left_before_being_taken_in_is_never_taken_in_and_no_leave() -> None:
    log = Log()
    log.write(signatures("FR", 1, 19))
    log.write([*withdrawals("FR", 1, 19), *signatures("DE", 20, 1)], day=1)
    assert (log.stated, log.counts.joins.total(), log.counts.leaves.total()) == (None, 1, 0)
    log.write(signatures("DE", 21, 19), day=2)
    assert (log.stated and log.stated.taken_in, countries(log)) == (20, {"DE": 20})


def test_a_statement_takes_in_both_where_both_are_full_and_else_one() -> None:
    log = Log()
    log.write(signatures("FR", 1, 60))
    log.write([*withdrawals("FR", 1, 19), *signatures("DE", 61, 20)], day=1)
    assert (log.stated and log.stated.taken_in, countries(log)) == (80, {"FR": 60, "DE": 20})
    log.write([*withdrawals("FR", 20, 1), *signatures("DE", 81, 19)], day=2)
    assert (log.stated and log.stated.taken_in, countries(log)) == (60, {"FR": 40, "DE": 20})
    log.write([*withdrawals("FR", 21, 20), *signatures("DE", 100, 1)], day=3)
    assert (log.stated and log.stated.taken_in, countries(log)) == (60, {"FR": 20, "DE": 40})


def test_figures_are_stated_once_a_day_and_then_without_anything_new() -> None:
    log = Log()
    log.write(signatures("FR", 1, 20))
    assert log.write(signatures("FR", 21, 500)).stated is None
    assert log.write([]).numbered == []
    plan = log.write([], day=1)
    assert (plan.stated and plan.stated.taken_in, len(plan.lines)) == (520, 1)
    assert log.write([], day=2).lines == []


def test_a_clock_set_back_states_nothing() -> None:
    log = Log()
    log.write(signatures("FR", 1, 20), day=5)
    assert log.write(signatures("FR", 21, 40), day=3).stated is None


def test_the_end_states_nothing_by_itself_and_withheld_countries_never_appear() -> None:
    log = Log()
    end = Waiting(600, EntryKind.CLOSED, "closed")
    log.write([*signatures("SY", 1, 12), *signatures("DE", 30, 7), end])
    assert [line for _, line, _ in log.lines[-1:]] == ["closed"]
    assert log.stated is None
    other = Log()
    other.write([*signatures("SY", 1, 12), *signatures("DE", 30, 8), end])
    assert [line for _, line, _ in other.lines[-2:]] == ["closed", "tally 2016-10-01 20 --=20"]
    assert other.differences() == []


def slips(first: int, count: int) -> list[Waiting]:
    return [
        Waiting(key, EntryKind.PAPER, f"paper {key:064x}", slip=key) for key in range(first, first + count)
    ]


def test_paper_is_in_no_total_and_its_withdrawal_is_no_leave() -> None:
    log = Log()
    log.write([*slips(1, 30), *signatures("FR", 100, 20)])
    assert (log.counts.total, log.stated and log.stated.taken_in, log.paper) == (20, 20, 30)
    gone = [
        Waiting(1000, EntryKind.WITHDRAWAL, slip=5, reason=RemovalReason.FRAUD, withdraws=at)
        for at, (_, line, _) in enumerate(log.lines) if line.startswith("paper")
    ][:1]  # fmt: skip
    plan = log.write(gone, day=1)
    assert (log.counts.total, log.counts.leaves.total(), log.paper, log.differences()) == (20, 0, 29, [])
    assert plan.removed == {}


def test_a_slip_that_leaves_with_its_batch_is_not_taken_for_the_signature_of_its_number() -> None:
    log = Log()
    slip = Waiting(500, EntryKind.PAPER, f"paper {7:064x}", slip=7)
    left = Waiting(1000, EntryKind.WITHDRAWAL, slip=7, reason=RemovalReason.WITHDRAWN)
    log.write([*signatures("FR", 7, 1), slip, left])
    _, signed, paper, withdrawal = [line for _, line, _ in log.lines]
    assert (signed, paper) == (f"signature {7:064x}", f"paper {7:064x}")
    assert withdrawal == "withdrawal 2 withdrawn"
    assert (log.counts.total, log.paper, log.differences()) == (1, 0, [])


def test_a_batch_is_shuffled_texts_first_withdrawals_after() -> None:
    batch = [*signatures("FR", 1, 200), Waiting(500, EntryKind.TEXT, TEXT)]
    batch += slips(501, 100)
    batch += withdrawals("FR", 1, 50)
    orders = {kind: set() for kind in ("signature", "paper", "withdrawal")}
    for _ in range(3):
        log = Log(LotRule(lot=9999))
        log.write(batch)
        kinds = [line.split(" ")[0] for _, line, _ in log.lines]
        assert kinds == ["rules", "text", *["signature"] * 200, *["paper"] * 100, *["withdrawal"] * 50]
        who = {at: key for key, at in log.positions.items()}
        orders["signature"].add(tuple(line for _, line, _ in log.lines[2:202]))
        orders["paper"].add(tuple(line for _, line, _ in log.lines[202:302]))
        orders["withdrawal"].add(tuple(who[int(line.split(" ")[1])] for _, line, _ in log.lines[302:]))
    assert {kind: len(different) for kind, different in orders.items()} == dict.fromkeys(orders, 3)
