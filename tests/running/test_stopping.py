"""Ctrl-C at a terminal, and main processes killed: nothing goes on unseen, and the port is free."""

import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest

from campaign.running.parents import end_with
from tests.cast import Site
from tests.patience import PATIENCE, until
from tests.running.server import serving
from tests.running.test_the_whole import Program, program

__all__ = ["program"]


def children(of: int) -> list[int]:
    """Every process below this one."""
    found = []
    for child in Path(f"/proc/{of}/task/{of}/children").read_text().split():
        found += [int(child), *children(int(child))]
    return found


def gone(processes: list[int]) -> bool:
    """Wait until none of them is there."""
    until(lambda: not any(map(alive, processes)))
    return True


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", ["ctrl-c", "kill", "kill the web server"])
def test_no_part_outlives_the_program(program: Program, how: str) -> None:
    parts = children(program.running.pid)
    assert len(parts) >= 3
    form = slow_form(program.port)
    if how == "ctrl-c":
        os.killpg(program.running.pid, signal.SIGINT)
        assert program.running.wait(timeout=PATIENCE) == 0
    elif how == "kill":
        program.running.kill()
        assert program.running.wait(timeout=PATIENCE) == -signal.SIGKILL
    else:
        os.kill(master_among(parts), signal.SIGKILL)
        assert program.running.wait(timeout=PATIENCE) == 1
    assert gone(parts)
    assert is_free(program.port)
    form.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_web_server_alone_ends_with_its_master(site: Site) -> None:
    with serving(site, workers=2) as server:
        parts = children(server.master.pid)
        assert len(parts) >= 2
        slow_form(server.port).close()
        server.master.kill()
        server.master.wait(timeout=PATIENCE)
        assert gone(parts)
        assert is_free(server.port)


def test_a_process_whose_parent_is_gone_already_ends_too() -> None:
    """It is killed between its start and the moment at which the kernel would have known."""
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        child = os.fork()
        if child == 0:
            us = os.getppid()
            while os.getppid() == us:
                time.sleep(0.01)
            end_with(us, by=signal.SIGKILL)
            os.write(writing, b"lives")
            os._exit(0)
        os._exit(0)
    os.close(writing)
    os.waitpid(parent, 0)
    with os.fdopen(reading, "rb") as said:
        assert said.read() == b""


def slow_form(port: int) -> socket.socket:
    """Somebody whose form is on its way, for whom a process that is asked to end would wait."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.sendall(
        b"POST /en/demo/submissions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90\r\n\r\nname="
    )
    return connection


def is_free(port: int) -> bool:
    """Whether the next program could listen there; the last thread of a killed one may take a moment to go."""

    def is_let_go() -> bool:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return True
        return False

    until(is_let_go)
    return True


def master_among(parts: list[int]) -> int:
    """The web server's own main process: the one that has others below it."""
    return next(part for part in parts if children(part))
