"""What was measured, against what was to be reached, against its floor, and against itself with fewer signatures."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.processes import computed_here

GROWS = 1.5  # times as much with the most signatures as with the fewest isn't flat any more
OTHERS = 0.2
PER_SECOND = "/s"


@dataclass(frozen=True)
class Measured:
    """One figure: `computed` is the same in processor time, `floor` the least that it could be, both in its unit."""

    name: str
    value: float
    unit: str
    computed: float | None = None
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times its floor it takes, by processor time where that is known; of a rate, how many times less."""
        if not self.floor:
            return None
        if self.unit == PER_SECOND:
            return self.floor / self.value
        return (self.value if self.computed is None else self.computed) / self.floor

    def line(self, asked: str) -> str:
        """Its name, wall time, processor time, floor, ratio, what was asked."""
        computed = "" if self.computed is None else f"{self.computed:,.2f}"
        floor = "" if self.floor is None else f"{self.floor:,.3g}"
        ratio = "" if self.ratio is None else f"{self.ratio:,.1f} x"
        figure = f"{self.name:<58} {self.value:>10,.2f} {self.unit:<5}"
        return f"  {figure} {computed:>10} {floor:>10} {ratio:>8} {asked}".rstrip()


@dataclass
class Report:
    """Prints each figure as it comes and remembers those that fall short, and those that are to stay what they are.

    `where` is where the figures are of: (database, signatures).
    """

    where: tuple[str, int] = ("", 0)
    short: list[str] = field(default_factory=list)
    flat: dict[tuple[str, str], dict[int, Measured]] = field(default_factory=dict)
    _begun: tuple[float, float] = field(default_factory=lambda: (_busy(), computed_here()))

    def head(self, title: str, database: str = "", size: int = 0) -> None:
        """What follows is of this."""
        self.where = (database, size)
        print(f"\n{title}")
        print(f"  {'':<58} {'wall':>10} {'':<5} {'processor':>10} {'floor':>10} {'ratio':>8}", flush=True)

    def figure(
        self,
        name: str,
        value: float,
        unit: str = "",
        *,
        least: float | None = None,
        most: float | None = None,
        computed: float | None = None,
        floor: float | None = None,
        is_flat: bool = False,
    ) -> None:
        """One figure; `least` and `most` are asked of `value`; one that `is_flat` is the same with more signatures."""
        measured = Measured(name, value, unit, computed, floor)
        missed = (least is not None and value < least) or (most is not None and value > most)
        asked = (
            f"at least {least:g}" if least is not None else f"at most {most:g}" if most is not None else ""
        )
        print(measured.line(f"{asked} SHORT" if missed else asked), flush=True)
        if missed:
            self.short.append(" ".join([*self._where(), measured.line(asked).strip()]))
        if is_flat:
            self.flat.setdefault((self.where[0], name), {})[self.where[1]] = measured

    def grown(self) -> list[str]:
        """The figures that are another with more signatures, and should be the same."""
        return [
            f"{database} {name}: {few:,.2f} with {min(sizes):,} signatures, {many:,.2f} with {max(sizes):,}"
            for (database, name), sizes in self.flat.items()
            if _times(few := _cost(sizes[min(sizes)]), many := _cost(sizes[max(sizes)])) > GROWS
        ]

    def close(self) -> int:
        """The figures that fell short, and those that grew; 1 if there are any."""
        used, ours = _busy() - self._begun[0], computed_here() - self._begun[1]
        if used > 0:
            others = max(0, 1 - ours / used)
            print(f"\nOf the processors' work meanwhile {others:.0%} was other programs'.")
            if others > OTHERS:
                print("So times by the clock, and what falls short by them, say little.")
        grown = self.grown()
        for title, lines in (("Short of what was asked:", self.short), ("Grows with the count:", grown)):
            if lines:
                print(f"\n{title}")
                print("\n".join(f"  {line}" for line in lines))
        if not self.short and not grown:
            print("\nEvery figure was reached, and none grows that shouldn't.")
        return 1 if self.short or grown else 0

    def _where(self) -> list[str]:
        database, size = self.where
        return [f"{database} {size:,}:"] if database else []


def _cost(measured: Measured) -> float:
    """What more of is worse."""
    if measured.computed is not None:
        return measured.computed
    return 1 / measured.value if measured.unit == PER_SECOND else measured.value


def _times(few: float, many: float) -> float:
    return many / few if few > 0 else 0


def _busy() -> float:
    """Seconds that the machine's processors have worked since it began, whoever for."""
    fields = [int(each) for each in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    user, nice, system, _, _, irq, softirq = fields[:7]
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")
