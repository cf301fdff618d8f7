"""Batches against a plain recount, for any order of events."""

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.tally import batches, entries
from campaign.tally.batches import Waiting
from campaign.tally.entries import Stated
from campaign.tally.recount import differences

DAY = date(2016, 10, 1)
COUNTRIES = ("FR", "DE", "SY", "ZZ")


class Log:
    """A log in memory, driven by the pure plan as the database's sequencer drives it."""

    def __init__(self, state_entries: int = 20) -> None:
        self.lines: list[tuple[int, str, str | None]] = []
        self.size = self.total = self.since = 0
        self.counts: Counter[str] = Counter()
        self.stated: Stated | None = None
        self.positions: dict[int, int] = {}
        self.state_entries = state_entries

    def write(self, batch: list[Waiting]) -> batches.Plan:
        plan = batches.plan(
            batch=batch, size=self.size, total=self.total, since_tally=self.since, counts=self.counts,
            stated=self.stated, unstated=frozenset({"SY", "ZZ"}), state_entries=self.state_entries, day=DAY,
        )  # fmt: skip
        by_id = {entry.id: entry for entry in batch}
        written = [(position, line, by_id[key]) for key, position, line in plan.numbered]
        for position, _, entry in written:
            if entry.kind == "signature":
                self.positions[entry.signature or 0] = position
        rows = [(position, line, entry.country) for position, line, entry in written]
        rows += [(position, line, None) for position, _, line in plan.added]
        self.lines += sorted(rows)
        self.size, self.total, self.since = plan.size, plan.total, plan.since_tally
        self.counts.update(plan.change)
        self.stated = plan.stated or self.stated
        return plan


@st.composite
def histories(draw: st.DrawFn) -> list[list[Waiting]]:
    """Batches of signatures and withdrawals, each withdrawal after its signature or in the same batch."""
    signed: dict[int, tuple[str, int]] = {}
    history, key = [], 0
    for number in range(draw(st.integers(1, 8))):
        batch: list[Waiting] = []
        for _ in range(draw(st.integers(0, 30))):
            key += 1
            if signed and draw(st.booleans()) and draw(st.booleans()):
                signature = draw(st.sampled_from(sorted(signed)))
                country, _ = signed.pop(signature)
                batch.append(
                    Waiting(key, "withdrawal", country=country, signature=signature, reason="withdrawn")
                )
            else:
                country = draw(st.sampled_from(COUNTRIES))
                signed[key] = (country, number)
                line = entries.hashed_line("signature", f"{key:064x}")
                batch.append(Waiting(key, "signature", line, country, signature=key))
        history.append(batch)
    return history


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_history_replays_to_the_same_count(history: list[list[Waiting]]) -> None:
    log = Log()
    for batch in history:
        known = [
            entry if entry.kind == "signature" or entry.signature not in log.positions
            else Waiting(**{**vars(entry), "withdraws": log.positions[entry.signature]})
            for entry in batch
        ]  # fmt: skip
        if known:
            log.write(known)
        found = differences(
            log.lines, size=log.size, total=log.total, counts=dict(log.counts), public=log.stated,
            unstated=frozenset({"SY", "ZZ"}),
        )  # fmt: skip
        assert found == []
        shown = sum(log.stated.countries.values()) if log.stated else 0
        assert shown <= log.total


def signatures(country: str, first: int, count: int) -> list[Waiting]:
    return [
        Waiting(key, "signature", entries.hashed_line("signature", f"{key:064x}"), country, key)
        for key in range(first, first + count)
    ]


def test_figures_move_only_when_twenty_entries_stand() -> None:
    log = Log()
    assert log.write(signatures("FR", 1, 19)).stated is None
    plan = log.write(signatures("FR", 20, 1))
    assert plan.stated is not None
    assert plan.stated.countries == {"FR": 20}
    assert log.write(signatures("FR", 21, 15)).stated is None


def test_withdrawals_that_would_make_not_shown_negative_state_at_once() -> None:
    log = Log()
    log.write(signatures("FR", 1, 20))
    gone = Waiting(
        99, "withdrawal", country="FR", signature=3, reason="withdrawn", withdraws=log.positions[3]
    )
    plan = log.write([gone])
    assert plan.stated is not None
    assert (plan.stated.total, dict(plan.stated.countries)) == (19, {"FR": 10})


def test_the_end_states_and_then_closes_and_withheld_countries_never_appear() -> None:
    log = Log()
    log.write([*signatures("SY", 1, 12), *signatures("DE", 30, 7), Waiting(60, "closed", "closed")])
    assert [line for _, line, _ in log.lines[-2:]] == ["tally 2016-10-01 19 --=19", "closed"]


def test_a_batch_is_shuffled_texts_first_withdrawals_after() -> None:
    batch = [*signatures("FR", 1, 200), Waiting(500, "text", "text " + "0" * 64)]
    orders = {tuple(line for _, line, _ in written(batch)) for _ in range(3)}
    assert len(orders) == 3
    assert {order[0] for order in orders} == {"text " + "0" * 64}


def written(batch: list[Waiting]) -> list[tuple[int, str, str | None]]:
    log = Log(9999)
    log.write(batch)
    return log.lines
