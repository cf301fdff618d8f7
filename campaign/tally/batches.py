"""What one batch becomes: pure, so that every order of events can be tried without a database."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaign.tally import entries
from campaign.tally.entries import COUNTABLE, EntryKind, RemovalReason, Stated

# Texts come before what is signed under them, withdrawals after what they withdraw, the end last.
ORDER = (
    EntryKind.TEXT,
    EntryKind.SIGNATURE,
    EntryKind.PAPER,
    EntryKind.LETTERS,
    EntryKind.WITHDRAWAL,
    EntryKind.CLOSED,
)


@dataclass(frozen=True)
class Waiting:
    """An entry without a number. `withdraws` is the position of the signature, where that has one already."""

    id: int
    kind: EntryKind
    line: str | None = None
    country: str | None = None
    signature: int | None = None
    reason: RemovalReason | None = None
    withdraws: int | None = None


@dataclass
class Plan:
    """A batch with its numbers: what to write, all of it or nothing."""

    old_size: int
    total: int
    since_tally: int
    numbered: list[tuple[int, int, str]] = field(default_factory=list)  # (entry id, position, line)
    added: list[tuple[int, EntryKind, str]] = field(default_factory=list)  # (position, kind, line)
    change: Counter[str] = field(default_factory=Counter)  # standing signatures, by country
    removed: Counter[RemovalReason] = field(default_factory=Counter)  # withdrawals
    stated: Stated | None = None

    @property
    def size(self) -> int:
        """The log's size after this batch."""
        return self.old_size + len(self.numbered) + len(self.added)

    @property
    def lines(self) -> list[str]:
        """The new lines in the order of their positions."""
        placed = [(position, line) for _, position, line in self.numbered]
        placed += [(position, line) for position, _, line in self.added]
        return [line for _, line in sorted(placed)]

    def removed_so_far(self, before: Mapping[RemovalReason, int]) -> dict[RemovalReason, int]:
        """Withdrawals by reason after this batch, given those `before` it."""
        return dict(Counter(before) + self.removed)

    def tally_position(self, before: int | None) -> int | None:
        """Where the last `tally` line stands after this batch."""
        return next((position for position, kind, _ in self.added if kind == EntryKind.TALLY), before)


def plan(
    *,
    batch: Sequence[Waiting],
    size: int,
    total: int,
    since_tally: int,
    counts: Mapping[str, int],
    stated: Stated | None,
    unstated: frozenset[str],
    state_entries: int,
    day: date,
) -> Plan:
    """Number `batch` behind a log of `size` lines, and state figures where they are due (architecture.md, rule 5).

    `counts` are exact figures by country before the batch, `stated` the last statement, `unstated` the codes that
    are never shown.
    """
    made = Plan(size, total, since_tally)
    closing = [entry for entry in batch if entry.kind == EntryKind.CLOSED]
    _place(made, _shuffled([entry for entry in batch if entry.kind != EntryKind.CLOSED]))
    shown = sum(stated.countries.values()) if stated else 0
    if made.since_tally >= state_entries or shown > made.total or closing:
        after = Counter(counts)
        after.update(made.change)
        made.stated = entries.stated_figures(after, total=made.total, unstated=unstated, day=day)
        made.added.append((made.size, EntryKind.TALLY, entries.tally_line(made.stated)))
        made.since_tally = 0
    made.numbered += [(entry.id, made.size, entry.line or entry.kind) for entry in closing]
    return made


def _shuffled(batch: Iterable[Waiting]) -> list[Waiting]:
    """By kind; signatures in no order that a watcher of the mail or the network could match."""
    kinds: dict[EntryKind, list[Waiting]] = {kind: [] for kind in ORDER}
    for entry in batch:
        kinds[entry.kind].append(entry)
    secrets.SystemRandom().shuffle(kinds[EntryKind.SIGNATURE])
    return [entry for kind in ORDER for entry in kinds[kind]]


def _place(made: Plan, batch: list[Waiting]) -> None:
    here: dict[int | None, int] = {}
    for position, entry in enumerate(batch, start=made.old_size):
        line = entry.line or ""
        if entry.kind == EntryKind.SIGNATURE:
            here[entry.signature] = position
        if entry.kind == EntryKind.WITHDRAWAL:
            index = entry.withdraws if entry.withdraws is not None else here[entry.signature]
            assert entry.reason is not None  # no withdrawal joins a log without one
            line = entries.withdrawal_line(index, entry.reason)
            made.removed[entry.reason] += 1
        made.numbered.append((entry.id, position, line))
        if entry.kind in COUNTABLE:
            step = -1 if entry.kind == EntryKind.WITHDRAWAL else 1
            made.total += step
            made.since_tally += 1
            if entry.country:
                made.change[entry.country] += step
