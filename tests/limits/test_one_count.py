"""All windows of a request are counted by one statement, and one that is full keeps the longer ones from counting."""

from pathlib import Path
from typing import Any

import pytest
import time_machine

from campaign.lib import clock
from campaign.lib.count_file import CountFile
from campaign.lib.limit_fallback import WithFallback
from campaign.lib.limit_storage import FileStorage, Window
from tests.cast import Site
from tests.limits.limited import post, site_with

MINUTE, HOUR, DAY = Window("m", 2, 60), Window("h", 3, 3_600), Window("d", 100, 86_400)
NOON = "2016-09-24 12:00:00Z"


@pytest.fixture
def storage(tmp_path: Path) -> FileStorage:
    return FileStorage(f"limits-file://{tmp_path}/counts.sqlite3")


def told(storage: FileStorage) -> list[int]:
    return [storage.get(window.key) for window in (MINUTE, HOUR, DAY)]


def test_a_full_window_counts_and_no_longer_one_does(storage: FileStorage) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        assert [storage.hit_all([MINUTE, HOUR, DAY]) for _ in range(4)] == [[1, 1, 1], [2, 2, 2], [3], [4]]
        assert told(storage) == [4, 2, 2]
        moved.shift(60)
        assert [storage.hit_all([MINUTE, HOUR, DAY]) for _ in range(2)] == [[1, 3, 3], [2, 4]]
        assert told(storage) == [2, 4, 3]


def test_a_window_that_is_over_begins_anew_with_its_whole_length(storage: FileStorage) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        storage.hit_all([MINUTE])
        moved.shift(59)
        storage.hit_all([MINUTE])
        assert storage.get_expiry("m") - clock.now().timestamp() == 1
        moved.shift(1)
        assert storage.hit_all([MINUTE]) == [1]
        assert storage.get_expiry("m") - clock.now().timestamp() == 60


def test_it_counts_as_one_after_the_other_does(storage: FileStorage, tmp_path: Path) -> None:
    other = FileStorage(f"limits-file://{tmp_path}/other.sqlite3")
    windows = [Window("a", 3, 10), Window("b", 5, 30), Window("c", 9, 100)]
    with time_machine.travel(NOON, tick=False) as moved:
        for turn in range(120):
            expected = []
            for window in windows:
                expected.append(other.incr(window.key, window.expiry))
                if expected[-1] > window.amount:
                    break
            assert (turn, storage.hit_all(windows)) == (turn, expected)
            moved.shift(1 + turn % 5)


def test_a_worker_that_counts_alone_has_its_share(tmp_path: Path) -> None:
    worker = WithFallback(
        "with-fallback://", url=f"limits-file://{tmp_path}/nowhere/limits.sqlite3", workers=4
    )
    short, long = Window("m", 8, 60), Window("d", 80, 86_400)
    counts = [worker.hit_all([short, long]) for _ in range(5)]
    assert [counted[-1] <= (short, long)[len(counted) - 1].amount for counted in counts] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert worker._second.get("d") == 2, "who is refused for a minute loses nothing of the day"


def test_a_post_is_one_statement(
    tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site: Site = site_with(tmp_path, migrated_sqlite)
    client = site.client("2001:db8:5:6::7")
    post(client)
    asked: list[str] = []
    run = CountFile.run

    def hear(self: Any, statement: str, values: dict[str, Any]) -> Any:
        asked.append(statement.split()[0])
        return run(self, statement, values)

    monkeypatch.setattr(CountFile, "run", hear)
    assert post(client) == 403
    assert asked == ["WITH"], "six windows: three of the /64, three of the /48"
