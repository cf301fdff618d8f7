"""A recount takes signatures many at a time, and finds what it finds line by line."""

import random

import pytest

from campaign.tally import entries, recount
from campaign.tally.entries import EntryKind, RemovalReason
from campaign.tally.lots import LotRule
from campaign.tally.recount import Replay, Resumption, Rules

TEXT = entries.hashed_line(EntryKind.TEXT, "ab" * 32)
Lines = list[tuple[int, str, str | None]]


def lines_of(order: random.Random, many: int) -> Lines:
    """Signatures, withdrawals of them and of what is none, slips of paper, and a close that more may follow."""
    lines: Lines = [(0, entries.RULES_LINE, None), (1, TEXT, None)]
    for position in range(2, many):
        kind, digest = order.random(), f"{position:064x}"
        if kind < 0.8:
            country = order.choice(["FR", "SY", "ZZ"])
            lines.append((position, entries.hashed_line(EntryKind.SIGNATURE, digest), country))
        elif kind < 0.9:
            withdrawn = order.randrange(position)
            lines.append((position, entries.withdrawal_line(withdrawn, RemovalReason.WITHDRAWN), None))
        elif kind < 0.98:
            lines.append((position, entries.hashed_line(EntryKind.PAPER, digest), None))
        else:
            lines.append((position, str(EntryKind.CLOSED), None))
    return lines


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_the_same_as_line_by_line(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    order = random.Random(seed)
    monkeypatch.setattr(recount, "MANY", order.choice([1, 3, 50]))
    resumed = {
        order.randrange(100): Resumption(taken_until=order.randrange(50), leaves_settled=seed % 2 == 0)
    }
    rules = Rules(frozenset(), LotRule(), resumed)
    lines = lines_of(order, 100)
    together, one_by_one = Replay(rules), Replay(rules)
    together.read_all(lines)
    for position, line, country in lines:
        one_by_one.read(position, entries.parse(line), country)
    assert vars(together) == vars(one_by_one)
    assert together.size == 100


def test_a_signature_before_the_rules_and_behind_the_end_is_named() -> None:
    replay, line = (
        Replay(Rules(frozenset(), LotRule(), {})),
        entries.hashed_line(EntryKind.SIGNATURE, "ab" * 32),
    )
    replay.read_all([(0, line, "FR"), (1, "closed", None), (2, line, "FR")])
    assert replay.problems == [
        "line 0 is signature: a log begins with its rules, once",
        "line 2 is a signature, and comes after the end",
    ]
    assert (replay.size, replay.counts.total) == (3, 2)
