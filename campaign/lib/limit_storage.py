"""Counting for rate limits across all processes of one machine, with nothing installed.

Which strategy: fixed windows, each opening with its first request and closing `expiry` seconds later. Across the edge
of a window up to twice the budget gets through within a moment; the longer windows beside it (hour, day) cap what that
is worth. In return a count is one statement, so it is exact however many processes and threads count at once; a counter
is one row however large its budget; and when the budget opens again is a fact, so that the time we tell a signer comes
true. A sliding window would have to guess that time, or keep a row for each request.

Losing the file loses counts and nothing else, hence `synchronous=OFF`.

Who has very many networks makes very many counters. Past its bound a storage gives up those that would have closed
first: budgets of a minute before those of a day.
"""

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from limits.storage import Storage

from campaign.lib import clock
from campaign.lib.count_file import CountFile
from campaign.lib.limit_targets import SCHEME, path_of

SWEPT = 8
MOST_PAGES, MOST_PAGES_IN_MEMORY = (
    65_536,
    4_096,
)  # of SQLite, 4 KiB each: about two million counters, and 130,000
GIVEN_UP = 64

COUNT = """
INSERT INTO counts VALUES (:key, :amount, :now + :expiry) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN ends > :now THEN count ELSE 0 END + :amount,
  ends = CASE WHEN ends > :now THEN ends ELSE :now + :expiry END
RETURNING count
"""
# All windows of a request at once: one that is full counts the request, and none that is longer does.
COUNT_ALL = """
WITH asked (place, key, amount, expiry) AS (VALUES {values})
INSERT INTO counts SELECT key, 1, :now + expiry FROM asked WHERE NOT EXISTS (
  SELECT 1 FROM asked AS shorter JOIN counts AS full ON full.key = shorter.key
  WHERE shorter.place < asked.place AND full.ends > :now AND full.count >= shorter.amount
) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN ends > :now THEN count ELSE 0 END + 1,
  ends = CASE WHEN ends > :now THEN ends ELSE excluded.ends END
RETURNING key, count
"""
SWEEP = (
    "DELETE FROM counts WHERE key IN (SELECT key FROM counts WHERE ends <= :now ORDER BY ends LIMIT :most)"
)
PAGES = "SELECT page_count - freelist_count FROM pragma_page_count(), pragma_freelist_count()"
GIVE_UP = "DELETE FROM counts WHERE key IN (SELECT key FROM counts ORDER BY ends LIMIT :most)"
READ = "SELECT count, ends FROM counts WHERE key = :key AND ends > :now"


class Window(NamedTuple):
    """What one budget allows under a key: so many within so many seconds."""

    key: str
    amount: int
    expiry: int


@lru_cache(maxsize=20)
def _count_all(windows: int) -> str:
    places = (f"({place}, :key{place}, :amount{place}, :expiry{place})" for place in range(windows))
    return COUNT_ALL.format(values=", ".join(places))


class FileStorage(Storage):
    """A storage of the `limits` library, for fixed windows. Times are Unix seconds; keys are kept as given.

    Methods raise sqlite3.Error or OSError while the file can't be used.
    """

    STORAGE_SCHEME = [SCHEME]
    most_pages = MOST_PAGES

    def __init__(self, uri: str, wrap_exceptions: bool = False, **_: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._file = CountFile(path_of(uri))

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """What may go wrong."""
        return (sqlite3.Error, OSError)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and say how many it makes in this window."""
        now = clock.now().timestamp()
        ((count,),) = self._file.run(COUNT, {"key": key, "amount": amount, "now": now, "expiry": expiry})
        if count == amount:
            self._sweep(now)
        return int(count)

    def hit_all(self, windows: Sequence[Window]) -> list[int]:
        """Count a request in all of its windows, the shortest first, up to the first that is full; how many it makes
        in each of these.
        """
        now = clock.now().timestamp()
        values: dict[str, object] = {"now": now}
        for place, (key, amount, expiry) in enumerate(windows):
            values[f"key{place}"], values[f"amount{place}"], values[f"expiry{place}"] = key, amount, expiry
        counts = dict(self._file.run(_count_all(len(windows)), values))
        if 1 in counts.values():
            self._sweep(now)
        return [counts[window.key] for window in windows if window.key in counts]

    def _sweep(self, now: float) -> None:
        """A window opened, so a few closed ones go: the file never holds much more than what is live."""
        self._file.run(SWEEP, {"now": now, "most": SWEPT})
        if self._file.run(PAGES, {})[0][0] > self.most_pages:
            self._file.run(GIVE_UP, {"most": GIVEN_UP})

    def get(self, key: str) -> int:
        """How many were counted in the open window; 0 if none is open."""
        return int(self._read(key)[0])

    def get_expiry(self, key: str) -> float:
        """When the open window closes; now, if none is open."""
        return float(self._read(key)[1])

    def check(self) -> bool:
        """Whether the file can be used."""
        try:
            self.get("")
        except self.base_exceptions:
            return False
        return True

    def reset(self) -> int:
        """Forget all counts; how many there were."""
        return len(self._file.run("DELETE FROM counts RETURNING 1", {}))

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._file.run("DELETE FROM counts WHERE key = :key", {"key": key})

    def _read(self, key: str) -> tuple[int, float]:
        now = clock.now().timestamp()
        rows = self._file.run(READ, {"key": key, "now": now})
        return rows[0] if rows else (0, now)


class MemoryStorage(FileStorage):
    """The same within one process, on no file."""

    most_pages = MOST_PAGES_IN_MEMORY

    def __init__(self) -> None:
        super().__init__(f"{SCHEME}:///unused")
        self._file = CountFile(None)
