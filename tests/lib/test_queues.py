"""Whoever comes first is served first: threads and processes take turns, and a killed holder lets go."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from campaign.lib.queues import Full, Queue
from tests.patience import PATIENCE, until

# Each thread takes its turns one after the other, as writers under load do; within a turn it writes down whose it was.
WRITER = """
import sys, threading, time
from pathlib import Path
from campaign.lib.queues import Queue

folder, name, threads, turns = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
queue, log = Queue(folder / "turn"), folder / "log"

def write():
    for _ in range(turns):
        with queue.place(seconds=60):
            with log.open("a") as file:
                file.write(name)
            time.sleep(0.002)

(folder / f"{name}-ready").touch()
while not (folder / "begin").exists():
    time.sleep(0.001)
working = [threading.Thread(target=write) for _ in range(threads)]
for each in working: each.start()
for each in working: each.join()
"""
HOLDER = """
import sys, time
from pathlib import Path
from campaign.lib.queues import Queue

from tests.patience import PATIENCE, until
with Queue(Path(sys.argv[1]) / "turn").place(seconds=9):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the place."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_one_writer_is_not_kept_out_by_many_of_another_process(tmp_path: Path) -> None:
    many, one = (
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, str(threads), str(turns)])
        for name, threads, turns in (("m", 8, 50), ("o", 1, 60))
    )
    until(lambda: all((tmp_path / f"{name}-ready").exists() for name in "mo"))
    (tmp_path / "begin").touch()
    assert (many.wait(timeout=PATIENCE), one.wait(timeout=PATIENCE)) == (0, 0)
    log = (tmp_path / "log").read_text()
    assert (log.count("m"), log.count("o")) == (400, 60)
    both = log[log.index("o") : log.rindex("o") + 1]
    # By turns they would be even; a process that isn't given a processor for a while misses some.
    assert both.count("o") > both.count("m") / 3
    assert max(map(len, both.split("o"))) < 40


def test_the_places_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    queues, inside, most = [Queue(tmp_path / "turn") for _ in range(2)], [0], [0]

    def write(queue: Queue) -> None:
        for _ in range(30):
            with queue.place(seconds=60):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=write, args=(queues[n % 2],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == ([0], [1])


def test_who_waits_too_long_is_told_and_keeps_nobody_out(tmp_path: Path) -> None:
    queue = Queue(tmp_path / "turn")
    with holding(tmp_path) as holder:
        begun = time.monotonic()
        with pytest.raises(Full), queue.place(seconds=0.2):
            pytest.fail("it is held")
        assert time.monotonic() - begun >= 0.2
        holder.kill()
        holder.wait()
        with queue.place(seconds=10):
            pass


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    with holding(tmp_path) as holder:
        threading.Timer(0.3, holder.kill).start()
        with Queue(tmp_path / "turn").place(seconds=30):
            assert holder.wait() == -9


def test_its_files_are_for_nobody_else(tmp_path: Path) -> None:
    with Queue(tmp_path / "turn").place(seconds=1):
        pass
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {
        "turn": "0o600", "turn-door": "0o600",
    }  # fmt: skip
