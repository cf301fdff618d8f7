"""What came of fuzzing: counted, and told."""

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

TOO_LONG = 10  # seconds for one text or one page, on a machine that does other things as well


@dataclass
class Fuzzed:
    """What was tried how often, which answers came, what went wrong, and what the program held while it went on."""

    seed: int
    tried: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)

    def fault(self, what: str, where: str = "") -> None:
        """Each kind once, with the first place where it came; a hundred at most."""
        if len(self.faults) < 100:
            self.faults.setdefault(what, where)

    def lines(self) -> Iterator[str]:
        """What a reader is told."""
        yield f"seed {self.seed}"
        for name, count in sorted(self.tried.items()):
            yield f"{name}: {count}"
        yield "statuses: " + ", ".join(
            f"{status} {count} times" for status, count in sorted(self.statuses.items())
        )
        if self.memory:
            figures = (self.memory[0], statistics.median(middle(self.memory)), self.memory[-1])
            first, warm, end = (f"{each / 1024**2:.0f} MB" for each in figures)
            yield f"memory of the program: {first} first, {warm} in the middle, {end} at the end"
            yield f"descriptors: {self.descriptors[0]} first, {self.descriptors[-1]} at the end"
        yield f"faults: {len(self.faults)}"
        yield from (f"  {what}, {where}" if where else f"  {what}" for what, where in self.faults.items())


def middle(figures: list[int]) -> list[int]:
    """Those in the middle: what a program keeps, it keeps by then."""
    return figures[len(figures) // 3 : 2 * len(figures) // 3] or figures
