"""The file that limits are counted in: exact, bounded, and back on its feet whatever befalls it."""

import multiprocessing
import os
import sqlite3
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from campaign.lib import count_file, limit_storage
from campaign.lib.limit_storage import FileStorage, MemoryStorage
from campaign.lib.limit_targets import path_of
from tests.patience import PATIENCE

START = datetime(2016, 9, 24, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"limits-file://{tmp_path}/limits.sqlite3"


def rows(url: str) -> int:
    with sqlite3.connect(path_of(url)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM counts").fetchone()
    connection.close()
    return int(count)


def test_the_library_finds_it_by_its_scheme(url: str) -> None:
    assert type(storage_from_string(url)) is FileStorage


def test_a_window_opens_with_the_first_count_and_closes_when_it_said(url: str) -> None:
    storage = FileStorage(url)
    with time_machine.travel(START, tick=False) as clock:
        assert [storage.incr("a", 60) for _ in range(3)] == [1, 2, 3]
        assert storage.get_expiry("a") == START.timestamp() + 60
        clock.shift(59.5)
        assert (storage.incr("a", 60, amount=2), storage.get("a"), storage.get("b")) == (5, 5, 0)
        clock.shift(0.5)
        assert (storage.get("a"), storage.get_expiry("a")) == (0, START.timestamp() + 60)
        assert storage.incr("a", 60) == 1


step = st.tuples(
    st.sampled_from("abc"), st.sampled_from([1, 60]), st.integers(1, 3), st.sampled_from([0, 1, 59, 61])
)


@given(st.lists(step, max_size=30))
@settings(deadline=None, max_examples=50)
def test_it_counts_as_a_dictionary_would(steps: list[tuple[str, int, int, int]]) -> None:
    storage, model = MemoryStorage(), {}
    with time_machine.travel(START, tick=False) as clock:
        for key, expiry, amount, pause in steps:
            now = datetime.now(UTC).timestamp()
            count, ends = model.get(key, (0, 0.0))
            model[key] = (count + amount, ends) if ends > now else (amount, now + expiry)
            assert storage.incr(key, expiry, amount) == model[key][0]
            assert storage.get_expiry(key) == model[key][1]
            clock.shift(pause)


def hit(url: str, allowed: "multiprocessing.Queue[int]") -> None:
    """Four threads, a hundred requests each; how many got through."""
    limiter, limit, through = FixedWindowRateLimiter(FileStorage(url)), parse("500 per hour"), Counter[bool]()
    lock = threading.Lock()

    def ask() -> None:
        for _ in range(100):
            answer = limiter.hit(limit, "one key")
            with lock:
                through[answer] += 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    allowed.put(through[True])


def test_three_processes_of_four_threads_let_exactly_the_limit_through(url: str) -> None:
    spawned = multiprocessing.get_context("spawn")
    allowed = spawned.Queue()
    processes = [spawned.Process(target=hit, args=(url, allowed)) for _ in range(3)]
    for process in processes:
        process.start()
    total = sum(allowed.get(timeout=PATIENCE) for _ in processes)
    for process in processes:
        process.join()
    assert (total, FileStorage(url).get("LIMITER/one key/500/1/hour")) == (500, 1200)


def test_a_forked_process_counts_on_with_a_connection_of_its_own(url: str) -> None:
    storage = FileStorage(url)
    storage.incr("a", 60)
    child = os.fork()
    if child == 0:
        os._exit(storage.incr("a", 60))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert storage.incr("a", 60) == 3


def test_closed_windows_are_swept_a_few_at_a_time(url: str) -> None:
    storage = FileStorage(url)
    with time_machine.travel(START, tick=False) as clock:
        for number in range(100):
            storage.incr(f"old {number}", 60)
        clock.shift(61)
        storage.incr("new", 60)
        assert rows(url) == 100 + 1 - 8
        for number in range(12):
            storage.incr(f"new {number}", 60)
        assert rows(url) == 13


def test_only_its_owner_reads_the_file(url: str) -> None:
    FileStorage(url).incr("a", 60)
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path_of(url).parent.iterdir()}
    assert modes == {f"limits.sqlite3{ending}": "0o600" for ending in ("", "-wal", "-shm", ".lock")}


def test_a_file_taken_away_is_made_again_and_shared_again(url: str) -> None:
    one, other = FileStorage(url), FileStorage(url)
    assert (one.incr("a", 60), other.incr("a", 60)) == (1, 2)
    for file in path_of(url).parent.iterdir():
        file.unlink()
    assert (one.incr("a", 60), other.incr("a", 60), one.incr("a", 60)) == (1, 2, 3)


def test_a_damaged_file_is_moved_aside(url: str) -> None:
    path_of(url).write_bytes(b"no database" * 1000)
    storage = FileStorage(url)
    with pytest.raises(sqlite3.DatabaseError):
        storage.incr("a", 60)
    assert storage.incr("a", 60) == 1
    assert (path_of(url).parent / "limits.sqlite3.damaged").read_bytes() == b"no database" * 1000


def test_a_page_damaged_while_it_is_in_use_is_noticed_and_left_behind(url: str) -> None:
    storage = FileStorage(url)
    for number in range(500):
        storage.incr(f"key {number}", 60)
    storage._file.run("PRAGMA wal_checkpoint(TRUNCATE)", {})
    path_of(url).write_bytes(path_of(url).read_bytes()[:4096] + b"\xff" * 40_000)
    storage._file.run("PRAGMA cache_size=0", {})
    with pytest.raises(sqlite3.DatabaseError):
        sum(storage.incr(f"key {number}", 60) for number in range(500))
    assert storage.incr("key 1", 60) == 1


def test_the_log_of_a_file_that_is_gone_is_not_played_back_into_the_next(url: str) -> None:
    one, other = FileStorage(url), FileStorage(url)
    assert (one.incr("a", 60), other.incr("a", 60)) == (1, 2)
    path_of(url).unlink()
    assert (one.incr("a", 60), other.incr("a", 60)) == (1, 2)


def test_an_empty_file_is_taken_for_none(url: str) -> None:
    path_of(url).touch()
    assert FileStorage(url).incr("a", 60) == 1


def test_another_programs_database_is_never_touched(url: str) -> None:
    with sqlite3.connect(path_of(url)) as connection:
        connection.execute("CREATE TABLE signatures (name)")
    connection.close()
    storage = FileStorage(url)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError):
            storage.incr("a", 60)
    with sqlite3.connect(path_of(url)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("signatures",)]
    connection.close()


def test_a_locked_file_is_waited_for_and_then_given_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count_file, "BUSY_SECONDS", 0.05)
    storage = FileStorage(url)
    storage.incr("a", 60)
    holder = sqlite3.connect(path_of(url), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError):
        storage.incr("a", 60)
    assert storage.check() is True, "reading goes on"
    holder.close()
    assert storage.incr("a", 60) == 2


def test_a_folder_that_is_not_there_can_come_later(tmp_path: Path) -> None:
    storage = FileStorage(f"limits-file://{tmp_path}/later/limits.sqlite3")
    with pytest.raises(OSError):
        storage.incr("a", 60)
    assert storage.check() is False
    (tmp_path / "later").mkdir()
    assert (storage.incr("a", 60), storage.check()) == (1, True)


def test_clearing(url: str) -> None:
    storage = FileStorage(url)
    for key in "aab":
        storage.incr(key, int(timedelta(hours=1).total_seconds()))
    storage.clear("a")
    assert (storage.get("a"), storage.get("b"), storage.reset(), storage.get("b")) == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("url", "path"), [("limits-file:///var/x", "/var/x"), ("limits-file:////var/x", "/var/x")]
)
def test_a_url_names_an_absolute_file(url: str, path: str) -> None:
    assert path_of(url) == Path(path)


@pytest.mark.parametrize(
    "url", ["", "limits-file:", "limits-file://", "limits-file:///", "limits-file://x/y", "sqlite:///x"]
)
def test_other_urls_name_no_file(url: str) -> None:
    with pytest.raises(ValueError, match="limits-file:///FILE"):
        path_of(url)


@pytest.mark.parametrize("in_memory", [False, True])
def test_very_many_networks_fill_neither_disk_nor_memory(
    url: str, in_memory: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = MemoryStorage() if in_memory else FileStorage(url)
    monkeypatch.setattr(storage, "most_pages", 40)
    assert storage.incr("a day's", 86_400, amount=7) == 7
    for number in range(6_000):
        storage.incr(f"network {number}", 60)
    assert storage._file.run(limit_storage.PAGES, {})[0][0] <= 42
    assert storage.get("network 0") == 0
    assert (storage.get("network 5999"), storage.get("a day's")) == (1, 7)


def test_the_bounds_are_of_some_hundred_megabytes_and_some_ten() -> None:
    assert (FileStorage.most_pages * 4096, MemoryStorage.most_pages * 4096) == (256 * 2**20, 16 * 2**20)
