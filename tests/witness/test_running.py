"""The server as it runs: within bounds, two at once, killed between storing and answering, and with the wheel alone."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from select import select

from campaign.tally.cosignatures import WitnessKey, cosignatures
from campaign.witness import memory
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.witness.offers import ENTRIES, LOG, OTHERS, body, checkpoint, made

# What a server has and a holder's computer hasn't, as if it weren't there.
ALONE = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"cryptography", "flask", "sqlalchemy", "structlog", "dns"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
"""
DIES = """
import os, signal
from campaign.tally.cosignatures import WitnessKey
WitnessKey.cosign = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
"""
FULL = """
import campaign.lib.durable
def full(*_, **__):
    raise OSError(28, "No space left on device")
campaign.lib.durable.replace = full
"""
RUN = "from campaign.cli import main\nmain()\n"


@contextmanager
def running(folder: Path, before: str = "") -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Its port and its process."""
    port = free_port()
    words = ["witness", "run", "--folder", str(folder), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        [sys.executable, "-c", before + RUN, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
        assert said[1] == f"listens at http://127.0.0.1:{port}/ and watches 1 logs.\n", said
        try:
            yield port, process
        finally:
            process.kill()


def post(port: int, raw: bytes, path: str = "/add-checkpoint") -> tuple[int, str, str]:
    """Status, kind and body."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("POST", path, raw)
        answer = line.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        line.close()


def is_cosigned(key: WitnessKey, size: int, line: str) -> bool:
    """Whether this is its cosignature of the honest log."""
    seen = cosignatures(checkpoint(size) + line, keys=[key.verifier], now=int(time.time()))
    return [each.line for each in seen] == [line]


def test_with_the_wheel_alone(tmp_path: Path) -> None:
    key = made(tmp_path / "witness")
    with running(tmp_path / "witness", ALONE) as (port, _):
        status, _, line = post(port, body(0, 40))
        assert (status, is_cosigned(key, 40, line)) == (200, True)
        assert post(port, body(0, 50)) == (409, "text/x.tlog.size", "40\n")
        status, _, line = post(port, body(40, 50))
        assert (status, is_cosigned(key, 50, line)) == (200, True)


def test_a_connection_is_kept_and_the_place_says_whose_it_is(tmp_path: Path) -> None:
    key = made(tmp_path / "witness")
    with running(tmp_path / "witness") as (port, _):
        line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        for method, path, raw, says in (
            ("GET", "/", b"", f"{key.verifier}\n"), ("POST", "/prefix/add-checkpoint", body(3, 5), "0\n"),
            ("GET", "/add-checkpoint", b"", "Only add-checkpoint is here.\n"),
            ("POST", "/elsewhere", b"x", "Only add-checkpoint is here.\n"),
        ):  # fmt: skip
            line.request(method, path, raw)
            assert line.getresponse().read().decode() == says
        line.close()


def test_bodies_have_a_length_of_at_most_64_kib(tmp_path: Path) -> None:
    made(tmp_path / "witness")
    with running(tmp_path / "witness") as (port, _):
        assert post(port, b"x" * 65_536)[0] == 400
        assert post(port, b"x" * 65_537) == (
            413, "text/plain; charset=utf-8", "A body has at most 65536 bytes.\n"
        )  # fmt: skip
        for head in (b"Transfer-Encoding: chunked\r\nContent-Length: 1", b"Content-Length: -1", b"X: y"):
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
                line.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n")
                assert line.recv(100).startswith(b"HTTP/1.1 411 ")


def test_who_says_nothing_is_hung_up_on_and_holds_nobody_up(tmp_path: Path) -> None:
    key = made(tmp_path / "witness")
    with running(tmp_path / "witness") as (port, _):
        idle = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(20)]
        status, _, line = post(port, body(0, 40))
        assert (status, is_cosigned(key, 40, line)) == (200, True)
        assert select(idle[-1:], [], [], 0)[0] == []  # before it was hung up on
        assert idle[0].recv(1) == b""
        for each in idle:
            each.close()


def test_two_histories_at_once_only_one_is_cosigned(tmp_path: Path) -> None:
    made(tmp_path / "witness")
    with running(tmp_path / "witness") as (port, _), ThreadPoolExecutor(8) as pool:
        size = 0
        for step in range(1, 11):
            now = size + 20
            offers = [body(size, now, entries=ENTRIES), body(size, now, entries=ENTRIES[:size] + OTHERS)]
            answers = list(pool.map(lambda raw: post(port, raw), offers * 4))
            stored = memory.read(tmp_path / "witness").logs[LOG.name].note
            signed = {200: 0, 409: 0}
            for status, _, _ in answers:
                signed[status] += 1
            assert signed[200] == 1, step
            if stored != checkpoint(now):
                break
            size = now


def test_killed_between_storing_and_answering_it_cosigns_no_second_history(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    key = made(folder)
    with running(folder, DIES) as (port, process):
        with suppress(OSError):
            post(port, body(0, 40))
        assert process.wait(timeout=PATIENCE) == -signal.SIGKILL
    assert memory.read(folder).logs[LOG.name].note == checkpoint(40)
    with running(folder) as (port, _):
        assert post(port, body(0, 40, entries=OTHERS)) == (409, "text/x.tlog.size", "40\n")
        assert post(port, body(40, 40, entries=OTHERS))[0] == 409
        assert post(port, body(0, 40)) == (409, "text/x.tlog.size", "40\n")
        status, _, line = post(port, body(40, 40))
        assert (status, is_cosigned(key, 40, line)) == (200, True)


def test_where_its_memory_is_lost_while_it_runs_it_says_so_and_cosigns_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    made(folder)
    with running(folder) as (port, process):
        for lost in ("gone", "damaged"):
            (folder / "memory.json").unlink() if lost == "gone" else (folder / "memory.json").write_text("[")
            status, _, said = post(port, body(0, 40))
            assert (status, said) == (
                500,
                "This witness can't remember anything now, so it cosigns nothing.\n",
            )
            assert process.stdout is not None
            assert process.stdout.readline().startswith(f"{folder}/memory.json is {lost}. A ")


def test_where_it_can_remember_nothing_it_cosigns_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    made(folder)
    with running(folder, FULL) as (port, _):
        status, _, said = post(port, body(0, 40))
    assert (status, said) == (500, "This witness can't remember anything now, so it cosigns nothing.\n")
    assert memory.read(folder).logs[LOG.name].note == ""
