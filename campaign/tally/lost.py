"""What a newer copy of a log tells of entries that a restored database doesn't hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from campaign.tally import entries, queries
from campaign.tally.checkpoints import SignedTree
from campaign.tally.entries import EntryKind, Line, RemovalReason
from campaign.tally.lots import Counts, LotRule
from campaign.tally.origins import earlier_origins

ANYWHERE = ""  # a copy has no countries


@dataclass(frozen=True)
class LostWithdrawal:
    """A withdrawal that the database lacks: of the copy's entry `index`.

    `waits` tells that a statement has taken the signature in, and none has let it go.
    """

    index: int
    reason: RemovalReason
    waits: bool


@dataclass(frozen=True)
class Lost:
    """`ends` are the checkpoints at which the logs ended that the copy's own continues and the database doesn't know
    of, the oldest first.

    `taken_until` is the copy's entry below which the last published statement counts signatures as taken in, None
    where nobody knows; `leaves_taken` tells whether a statement among the lost entries let withdrawals go. `paper` are
    the withdrawals of slips that the database lacks, as (index, reason).
    """

    ends: tuple[SignedTree, ...] = ()
    withdrawals: tuple[LostWithdrawal, ...] = ()
    taken_until: int | None = None
    leaves_taken: bool = True
    paper: tuple[tuple[int, RemovalReason], ...] = ()

    def with_unknown_end(self) -> "Lost":
        """The same of a copy that isn't whole: what was stated behind its end isn't known."""
        return Lost(
            self.ends, tuple(replace(each, waits=True) for each in self.withdrawals), paper=self.paper
        )


def lost(*, campaign: int, newer: Iterable[str], origin: str) -> Lost:
    """What the entries of a newer copy, of the log `origin`, tell that the database doesn't hold.

    The indexes are the copy's own. Raises NotAnEntry for lines that no log has.
    """
    head = queries.head(campaign)
    assert head is not None
    unknown = len([each for each in earlier_origins(origin) if each not in earlier_origins(head.origin)])
    copy, lines = _Copy(queries.lot_rule(head)), iter(newer)
    first = list(islice(lines, 1 + unknown))
    ours = chain(first, (moved(line, unknown) for _, line, _ in queries.lines(campaign, start=1)))
    shared = _shared(copy, chain(first, lines), ours)
    return Lost(
        tuple(_end(line) for line in reversed(first[1:])),
        tuple(copy.withdrawals(shared)),
        copy.counts.taken_until,
        copy.leaves_until >= shared,
        tuple(copy.of_paper(shared)),
    )


class _Copy:
    """A log read without its countries."""

    def __init__(self, rule: LotRule) -> None:
        self.rule = rule
        self.counts = Counts()
        self.size = self.leaves_until = 0
        self._withdrawn: list[tuple[int, int, RemovalReason, bool]] = []  # where, of what, why, a leave
        self._paper: set[int] = set()
        self._paper_withdrawn: list[tuple[int, int, RemovalReason]] = []  # where, of what, why

    def read(self, entry: Line) -> None:
        if entry.kind == EntryKind.SIGNATURE:
            self.counts.join(ANYWHERE)
        elif entry.kind == EntryKind.PAPER:
            self._paper.add(self.size)
        elif entry.kind == EntryKind.TALLY:
            before = self.counts.leaves.total()
            self.rule.take_in(self.counts, size=self.size)
            self.leaves_until = self.size if self.counts.leaves.total() < before else self.leaves_until
        elif entry.reason is not None and entry.index in self._paper:
            self._paper_withdrawn.append((self.size, entry.index, entry.reason))
        elif entry.reason is not None and entry.index is not None:
            is_leave = entry.index < self.counts.taken_until
            self._withdrawn.append((self.size, entry.index, entry.reason, is_leave))
            self.counts.leave(ANYWHERE, entry.index)
        self.size += 1

    def withdrawals(self, shared: int) -> Iterator[LostWithdrawal]:
        """Those behind the first `shared` entries, of signatures among them."""
        for at, index, reason, is_leave in self._withdrawn:
            if at >= shared > index:
                yield LostWithdrawal(index, reason, is_leave and at > self.leaves_until)

    def of_paper(self, shared: int) -> Iterator[tuple[int, RemovalReason]]:
        """Those of slips among them."""
        return ((index, why) for at, index, why in self._paper_withdrawn if at >= shared > index)


def _shared(copy: _Copy, lines: Iterable[str], ours: Iterator[str]) -> int:
    """Read the copy; how many entries the database has as well."""
    shared, together = 0, True
    for line in lines:
        together = together and line == next(ours, None)
        shared += together
        copy.read(entries.parse(line))
    return shared


def _end(line: str) -> SignedTree:
    entry = entries.parse(line)
    if entry.kind != EntryKind.CONTINUES:
        raise entries.NotAnEntry(f"a next log begins with what it continues, not with {line[:80]!r}")
    return SignedTree(entry.origin or "", entry.index or 0, bytes.fromhex(entry.hash or ""))


def moved(line: str, places: int) -> str:
    """The line as it stands so many places later: withdrawals point to what moved along."""
    if not places or not line.startswith("withdrawal "):
        return line
    entry = entries.parse(line)
    assert entry.index is not None
    assert entry.reason is not None
    return entries.withdrawal_line(entry.index + places, entry.reason)
