"""Which entries a statement takes in (architecture.md, rule 5): joins and leaves in lots, each whole. Pure.

A figure that moved by one entry would tell that entry's country to whoever saw it come. So a figure moves only when
at least a lot of entries moves it at once, and then for all of them that wait.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

LOT = 20


@dataclass
class Counts:
    """Signatures by country code: those that stand, and those among them that no statement has told of yet.

    `joins` stand and no statement has taken them in; `leaves` were taken in, have been withdrawn since, and no
    statement has taken that in. Entries below `taken_until` were taken in, if they stood then.
    """

    standing: Counter[str] = field(default_factory=Counter)
    joins: Counter[str] = field(default_factory=Counter)
    leaves: Counter[str] = field(default_factory=Counter)
    taken_until: int = 0

    @property
    def total(self) -> int:
        """Signatures that stand."""
        return self.standing.total()

    def copy(self) -> "Counts":
        """The same counts, to go on from."""
        return replace(
            self, standing=Counter(self.standing), joins=Counter(self.joins), leaves=Counter(self.leaves)
        )

    def join(self, country: str) -> None:
        """Count one more signature."""
        self.standing[country] += 1
        self.joins[country] += 1

    def join_all(self, countries: Mapping[str, int]) -> None:
        """Count so many more of each of these countries."""
        for country, count in countries.items():
            self.standing[country] += count
            self.joins[country] += count

    def leave(self, country: str, index: int) -> None:
        """Count one signature less, the one at `index`: a leave only where a statement has taken it in."""
        self.standing[country] -= 1
        if index < self.taken_until:
            self.leaves[country] += 1
        else:
            self.joins[country] -= 1

    def taken_in(self) -> dict[str, int]:
        """What statements have taken in and not let go, by country."""
        codes = {*self.standing, *self.leaves}
        return {code: self.standing[code] - self.joins[code] + self.leaves[code] for code in codes}


@dataclass(frozen=True)
class LotRule:
    """When a statement is made, and what it takes in.

    `lot` is the fewest joins, or leaves, that are taken in together. `daily` allows one statement a day (UTC);
    `joins_first` none before a lot of joins waits: what the last statement took in isn't known.
    """

    lot: int = LOT
    daily: bool = True
    joins_first: bool = False

    def due(self, counts: Counts, *, last: date | None, day: date) -> bool:
        """Whether a statement is to be made on `day`, after one of the day `last`."""
        if self.daily and last is not None and day <= last:
            return False
        return self._joins(counts) or self._leaves(counts)

    def take_in(self, counts: Counts, *, size: int) -> None:
        """Take in what is due, in a statement that stands at position `size`."""
        joins, leaves = self._joins(counts), self._leaves(counts)
        if joins:
            counts.joins, counts.taken_until = Counter(), size
        if leaves:
            counts.leaves = Counter()

    def _joins(self, counts: Counts) -> bool:
        return counts.joins.total() >= self.lot

    def _leaves(self, counts: Counts) -> bool:
        return counts.leaves.total() >= self.lot and (self._joins(counts) or not self.joins_first)
