"""A log in memory, driven by the pure plan as the database's sequencer drives it."""

from collections import Counter
from datetime import date, timedelta

from campaign.tally import batches, entries
from campaign.tally.batches import Plan, Waiting
from campaign.tally.entries import EntryKind, Stated
from campaign.tally.lots import Counts, LotRule
from campaign.tally.recount import Rules, differences

FIRST_DAY = date(2016, 10, 1)
UNSTATED = frozenset({"SY", "ZZ"})


class Log:
    """Its lines as (position, line, country), and what the sequencer knows of them."""

    def __init__(
        self, rule: LotRule | None = None, *, step: int = 10, unstated: frozenset[str] = UNSTATED
    ) -> None:
        self.rule = rule or LotRule()
        self.step, self.unstated = step, unstated
        self.lines: list[tuple[int, str, str | None]] = [(0, entries.RULES_LINE, None)]
        self.counts, self.paper = Counts(), 0
        self.stated: Stated | None = None
        self.positions: dict[int, int] = {}

    @property
    def size(self) -> int:
        return len(self.lines)

    def write(self, batch: list[Waiting], *, day: int = 0) -> Plan:
        """Number a batch on the day so many after the first."""
        placed = [self._placed(entry) for entry in batch]
        plan = batches.plan(
            batch=placed, size=self.size, counts=self.counts, stated=self.stated, unstated=self.unstated,
            rule=self.rule, day=FIRST_DAY + timedelta(days=day), step=self.step,
            paper=self.paper,
        )  # fmt: skip
        by_id = {entry.id: entry for entry in batch}
        rows: list[tuple[int, str, str | None]] = [(position, line, None) for position, _, line in plan.added]
        for key, position, line in plan.numbered:
            rows.append((position, line, by_id[key].country))
            if by_id[key].kind == EntryKind.SIGNATURE:
                self.positions[by_id[key].signature or 0] = position
        self.lines += sorted(rows)
        self.counts, self.stated = plan.counts, plan.stated or self.stated
        self.paper = plan.paper
        return plan

    def _placed(self, entry: Waiting) -> Waiting:
        if entry.kind != EntryKind.WITHDRAWAL or entry.signature not in self.positions:
            return entry
        return Waiting(**{**vars(entry), "withdraws": self.positions[entry.signature]})

    def differences(self) -> list[str]:
        """What a plain recount of the lines finds."""
        return differences(
            self.lines, size=self.size, counts=self.counts, total=self.counts.total, public=self.stated,
            paper=self.paper,
            rules=Rules(self.unstated, self.rule, {}),
        )  # fmt: skip

    @property
    def statements(self) -> list[Stated]:
        """All that were made, the oldest first."""
        parsed = (entries.parse(line) for _, line, _ in self.lines)
        return [line.stated for line in parsed if line.stated]


def signatures(country: str, first: int, count: int) -> list[Waiting]:
    return [
        Waiting(
            key, EntryKind.SIGNATURE, entries.hashed_line(EntryKind.SIGNATURE, f"{key:064x}"), country, key
        )
        for key in range(first, first + count)
    ]


def withdrawals(country: str, first: int, count: int) -> list[Waiting]:
    """Of the signatures with these numbers."""
    return [
        Waiting(
            100_000 + key, EntryKind.WITHDRAWAL, country=country, signature=key,
            reason=entries.RemovalReason.WITHDRAWN,
        )
        for key in range(first, first + count)
    ]  # fmt: skip


def countries(log: Log) -> Counter[str]:
    """The last statement's figures."""
    return Counter(log.stated.countries if log.stated else {})
