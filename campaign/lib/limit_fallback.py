"""Limits hold when their storage doesn't: each worker then counts by itself, with its share of the budget."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from limits.storage import Storage, storage_from_string

from campaign.lib.limit_storage import FileStorage, MemoryStorage, Window
from campaign.lib.logs import log

T = TypeVar("T")

SCHEME = "with-fallback"
RETRY_SECONDS = 5
# A storage across the network that doesn't answer may cost one request in five seconds this much, and no other.
NETWORK_TIMEOUT = 0.3


class WithFallback(Storage):
    """The storage that `url` names; while that fails, counts in memory that weigh as many times as there are workers.

    So W workers let through, all together, no more than the budget, and one request a worker where the budget is
    smaller than W. The storage is tried again every RETRY_SECONDS, by one request while the others go on counting in
    memory. (Flask-Limiter's own fallback gives each worker the whole budget.) Never raises for a failing storage.
    """

    STORAGE_SCHEME = [SCHEME]

    def __init__(self, uri: str, *, url: str, workers: int, wrap_exceptions: bool = False, **_: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        patience = {"socket_timeout": NETWORK_TIMEOUT, "socket_connect_timeout": NETWORK_TIMEOUT}
        storage = storage_from_string(url, **patience)
        assert isinstance(storage, Storage)
        self._first: Storage = storage
        self._second = MemoryStorage()
        self._workers = workers
        self._lock = threading.Lock()
        self._away_until: float | None = None

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """Those of the memory alone: the other's are never passed on."""
        return self._second.base_exceptions

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and say how many it makes in this window."""
        return self._ask(
            lambda storage: storage.incr(key, expiry, amount),  # type: ignore[arg-type]  # an int, from limits
            lambda count: self._weighed(count, amount),
        )

    def hit_all(self, windows: Sequence[Window]) -> list[int]:
        """Count a request in all of its windows, the shortest first, up to the first that is full; how many it makes
        in each of these.
        """
        return self._ask(
            lambda storage: _hit_all(storage, windows if storage is self._first else self._shares(windows)),
            lambda counts: [self._weighed(count, 1) for count in counts],
        )

    def _shares(self, windows: Sequence[Window]) -> list[Window]:
        return [window._replace(amount=max(1, window.amount // self._workers)) for window in windows]

    def get(self, key: str) -> int:
        """How many were counted in the open window."""
        return self._ask(lambda storage: storage.get(key), lambda count: self._weighed(count, 1))

    def get_expiry(self, key: str) -> float:
        """When the open window closes, in Unix seconds."""
        return self._ask(lambda storage: storage.get_expiry(key))

    def check(self) -> bool:
        """Whether the storage itself is there."""
        return bool(self._first.check())

    def reset(self) -> int | None:
        """Forget all counts."""
        self._second.reset()
        return self._ask(lambda storage: storage.reset())

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._second.clear(key)
        self._ask(lambda storage: storage.clear(key))

    def _weighed(self, count: int, amount: int) -> int:
        return count if count <= amount else count * self._workers

    def _ask(self, question: Callable[[Storage], T], weigh: Callable[[T], T] = lambda answer: answer) -> T:
        if self._worth_asking():
            try:
                answer = question(self._first)
            except Exception as problem:  # whatever it is, an unlimited POST or an error page would be worse
                self._away(type(problem).__name__)
            else:
                self._back()
                return answer
        return weigh(question(self._second))

    def _worth_asking(self) -> bool:
        if self._away_until is None:
            return True
        with self._lock:
            if self._away_until is not None and time.monotonic() < self._away_until:
                return False
            self._away_until = time.monotonic() + RETRY_SECONDS
            return True

    def _away(self, problem: str) -> None:
        with self._lock:
            before, self._away_until = self._away_until, time.monotonic() + RETRY_SECONDS
        if before is None:
            log.error("limits are counted in each worker: their storage is away", problem=problem)

    def _back(self) -> None:
        if self._away_until is None:
            return
        with self._lock:
            before, self._away_until = self._away_until, None
        if before is not None:
            log.warning("the storage of limits is back")


def _hit_all(storage: Storage, windows: Sequence[Window]) -> list[int]:
    """In a file all at once; a server is asked for each."""
    if isinstance(storage, FileStorage):
        return storage.hit_all(windows)
    counts: list[int] = []
    for window in windows:
        counts.append(storage.incr(window.key, window.expiry))
        if counts[-1] > window.amount:
            break
    return counts
