"""What one batch becomes: pure, so that every order of events can be tried without a database."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaign.lib.tens import STEP
from campaign.tally import entries
from campaign.tally.entries import EntryKind, RemovalReason, Stated
from campaign.tally.lots import Counts, LotRule

# Texts come before what is signed under them, withdrawals after what they withdraw, the end last.
ORDER = (
    EntryKind.RULES,
    EntryKind.TEXT,
    EntryKind.SIGNATURE,
    EntryKind.PAPER,
    EntryKind.LETTERS,
    EntryKind.WITHDRAWAL,
    EntryKind.CLOSED,
)
# In no order that a watcher of the mail or the network could match.
SHUFFLED = (EntryKind.SIGNATURE, EntryKind.PAPER, EntryKind.WITHDRAWAL)


@dataclass(frozen=True)
class Waiting:
    """An entry without a number. `withdraws` is the position of the signature or the slip, where it has one already."""

    id: int
    kind: EntryKind
    line: str | None = None
    country: str | None = None
    signature: int | None = None
    reason: RemovalReason | None = None
    withdraws: int | None = None
    slip: int | None = None


@dataclass
class Plan:
    """A batch with its numbers: what to write, all of it or nothing."""

    old_size: int
    counts: Counts
    paper: int = 0  # slips that stand after this batch
    numbered: list[tuple[int, int, str]] = field(default_factory=list)  # (entry id, position, line)
    added: list[tuple[int, EntryKind, str]] = field(default_factory=list)  # (position, kind, line)
    removed: Counter[RemovalReason] = field(default_factory=Counter)  # withdrawals of signatures
    stated: Stated | None = None

    @property
    def size(self) -> int:
        """The log's size after this batch."""
        return self.old_size + len(self.numbered) + len(self.added)

    @property
    def total(self) -> int:
        """Signatures that stand after this batch."""
        return self.counts.total

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
    counts: Counts,
    stated: Stated | None,
    unstated: frozenset[str],
    rule: LotRule | None,
    day: date,
    step: int = STEP,
    paper: int = 0,
) -> Plan:
    """Number `batch` behind a log of `size` lines, and state figures where they are due (architecture.md, rule 5).

    `counts` are the exact ones before the batch, and are left as they are; so many slips of `paper` stood; `stated` is
    the last statement, `unstated` the codes that are never shown. Without a `rule` nothing is stated. A statement
    stands behind the batch, whatever is in it: none is made for a withdrawal, and none for the end.
    """
    made = Plan(size, counts.copy(), paper)
    _place(made, _shuffled(batch))
    if rule is not None and rule.due(made.counts, last=stated.day if stated else None, day=day):
        rule.take_in(made.counts, size=made.size)
        made.stated = entries.stated_figures(made.counts.taken_in(), unstated=unstated, day=day, step=step)
        made.added.append((made.size, EntryKind.TALLY, entries.tally_line(made.stated)))
    return made


def _shuffled(batch: Iterable[Waiting]) -> list[Waiting]:
    kinds: dict[EntryKind, list[Waiting]] = {kind: [] for kind in ORDER}
    for entry in batch:
        kinds[entry.kind].append(entry)
    for kind in SHUFFLED:
        secrets.SystemRandom().shuffle(kinds[kind])
    return [entry for kind in ORDER for entry in kinds[kind]]


def _place(made: Plan, batch: list[Waiting]) -> None:
    here: dict[tuple[int | None, int | None], int] = {}
    for position, entry in enumerate(batch, start=made.old_size):
        line = entry.line or ""
        if entry.kind in {EntryKind.SIGNATURE, EntryKind.PAPER}:
            here[entry.signature, entry.slip] = position
        if entry.kind == EntryKind.SIGNATURE:
            made.counts.join(entry.country or "")
        if entry.kind == EntryKind.PAPER:
            made.paper += 1
        if entry.kind == EntryKind.WITHDRAWAL:
            index = entry.withdraws if entry.withdraws is not None else here[entry.signature, entry.slip]
            line = _withdraw(made, entry, index)
        made.numbered.append((entry.id, position, line))


def _withdraw(made: Plan, entry: Waiting, index: int) -> str:
    assert entry.reason is not None  # no withdrawal joins a log without one
    if entry.country is None:  # paper is stated apart, and so is what leaves of it
        made.paper -= 1
    else:
        made.removed[entry.reason] += 1
        made.counts.leave(entry.country, index)
    return entries.withdrawal_line(index, entry.reason)
