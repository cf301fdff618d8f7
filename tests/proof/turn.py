"""One turn of one part: on which database, how often it breaks something, with which seed; and what came of it."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.proof.databases import Database
from tests.proof.verdict import Verdict
from tests.proof.world import Broken, World

ZEROES = (
    "lost forms", "unconfirmable", "lost signatures", "lost withdrawals", "doubled counts", "shared entries",
    "entries twice", "forks", "mails twice under two ids", "odd answers",
)  # fmt: skip


@dataclass
class Turn:
    """`times` says how often, `every` which calls of a list: each, or every fifth from `first` on."""

    part: str
    database: Database
    times: int
    seed: int
    every: int = 1
    first: int = 0
    seconds: float = 60
    tell: Callable[[str], None] = print
    figures: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @contextmanager
    def world(self, **more: object) -> Iterator[World]:
        """A site under load; when the block ends everybody gets through, and the ledger judges."""
        with World(self.database, self.seed, **more) as world:  # type: ignore[arg-type]
            try:
                world.recovered(time.monotonic())
                world.recoveries.clear()
                yield world
                self.take(world.settle())
            except (Broken, LookupError) as problem:
                self.broken.append(f"{type(problem).__name__} {problem}")
                self._keep_logs(world)
            finally:
                self.count_all(dict(world.ledger.answers))
                self.recoveries(world.recoveries)

    def take(self, verdict: Verdict) -> None:
        """Its figures are added to this turn's."""
        self.count_all(verdict.figures)
        self.broken += verdict.broken

    def count_all(self, figures: dict[str, int]) -> None:
        """Add to each figure of that name."""
        for name, number in figures.items():
            self.count(name, number)

    def count(self, name: str, number: float = 1) -> None:
        """So many more of something."""
        self.figures[name] = self.figures.get(name, 0) + number

    def most(self, name: str, number: float) -> None:
        """The greatest of its kind."""
        self.figures[name] = max(self.figures.get(name, 0), number)

    def recoveries(self, seconds: list[float]) -> None:
        """How long it took until all went on, without hands."""
        if seconds:
            self.count("recoveries", len(seconds))
            self.count("recovery, sum of seconds", sum(seconds))
            self.most("recovery, median seconds", statistics.median(seconds))
            self.most("recovery, longest seconds", max(seconds))

    def require(self, holds: object, sentence: str) -> None:
        """A promise of this part alone."""
        if not holds:
            self.broken.append(sentence)

    def _keep_logs(self, world: World) -> None:
        """The end of what the program said, for whoever looks for the reason."""
        log = world.folder / "program.log"
        if log.exists():
            self.tell("    " + "\n    ".join(log.read_text(errors="replace").splitlines()[-15:]))
