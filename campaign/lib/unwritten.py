"""Counts that a process keeps in memory and writes down now and then, all at once."""

import threading
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Unwritten(Generic[Key]):
    """What was counted and isn't written down yet: at most `most` keys apart, while the database is away too.

    `past` says under which key one is counted that finds no room, of which there are few; without it it is left out.
    """

    def __init__(self, most: int, past: Callable[[Key], Key] | None = None) -> None:
        self.most, self.past = most, past
        self.lock = threading.Lock()
        self.counts: Counter[Key] = Counter()
        self.awaited = False

    def add(self, counts: Counter[Key]) -> None:
        """Add to what is there, as far as there is room."""
        with self.lock:
            for key, count in counts.items():
                if key in self.counts or len(self.counts) < self.most:
                    self.counts[key] += count
                elif self.past:
                    self.counts[self.past(key)] += count

    def await_writing(self) -> bool:
        """Whether the caller is the one to see to it that all is written down."""
        with self.lock:
            awaited, self.awaited = self.awaited, True
            return not awaited

    def give_up_writing(self) -> None:
        """The caller can't see to it; the next one may."""
        with self.lock:
            self.awaited = False

    def take(self) -> Counter[Key]:
        """All of it; from now on it is the caller's."""
        with self.lock:
            taken, self.counts, self.awaited = self.counts, Counter(), False
            return taken
