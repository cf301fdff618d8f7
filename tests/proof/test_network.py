"""Machines on one computer: what is lost says nothing more, and is back with its address."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proof import network
from tests.proof.network import Machine, Network, descendants, on, spent

LISTENS = "import socket, sys; s = socket.create_server((sys.argv[1], 8000)); [s.accept() for _ in range(2)]"


@pytest.fixture(params=["apart", "on loopback"])
def pair(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    if request.param == "on loopback":
        monkeypatch.setattr(network, "namespaces_are_allowed", lambda: False)
    elif not network.namespaces_are_allowed():
        pytest.skip("This computer lets us make no network namespaces.")
    made = Network("one", "two")
    yield made
    made.close()


def reached(machine: Machine) -> bool:
    """Whether somebody listens there; asked from where this thread is."""
    try:
        socket.create_connection((machine.address, 8000), timeout=1).close()
    except OSError:
        return False
    return True


def listening(machine: Machine, asks: Machine, log: Path) -> None:
    """Something there answers once."""
    machine.begin(["python3", "-c", LISTENS, machine.address], {"PATH": "/usr/bin:/usr/local/bin"}, log)
    ends = time.monotonic() + 20
    while not asks.do(lambda: reached(machine)):
        assert time.monotonic() < ends, log.read_text()
        time.sleep(0.05)


def test_one_is_lost_and_back(pair: Network, tmp_path: Path) -> None:
    one, two = pair["one"], pair["two"]
    listening(two, one, tmp_path / "log")
    two.lose()
    assert one.do(lambda: reached(two)) is False
    two.back()
    listening(two, one, tmp_path / "log")
    assert two.address != one.address


def test_what_is_begun_there_is_there(pair: Network) -> None:
    served, heard = pair["two"], []

    def serve() -> None:
        with socket.create_server((served.address, 8000)) as listener:
            connection, (address, _) = listener.accept()
            connection.close()
            heard.append(address)

    thread = on(served, serve)
    ends = time.monotonic() + 10
    while thread.is_alive() and time.monotonic() < ends:
        pair["one"].do(lambda: reached(served))
    if pair.apart:
        assert heard == [pair["one"].address]


def test_what_a_machine_computes(pair: Network, tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.5: pass\ntime.sleep(60)"
    started = pair["one"].begin(
        ["python3", "-c", busy], {"PATH": "/usr/bin:/usr/local/bin"}, tmp_path / "log"
    )
    ends = time.monotonic() + 30
    while spent(pair["one"]) < 0.4 and time.monotonic() < ends:
        time.sleep(0.05)
    assert 0.4 <= spent(pair["one"]) < 2
    assert (descendants(started.pid), spent(pair["two"])) == ([], 0)
