"""Apps of WSGI behind granian's RSGI: what they may count on, and what clients may do meanwhile."""

import ast
import http.client
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.beginnings import Beginnings
from tests.patience import PATIENCE, until
from tests.running.server import Server, at_odds, read_answer, wait_for
from tests.running.test_stopping import children, gone


@pytest.fixture(scope="module")
def server(beginnings: Beginnings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with at_odds(beginnings, tmp_path_factory.mktemp("odd"), "odd_apps") as made:
        yield made


@pytest.fixture
def ending(beginnings: Beginnings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for this test alone, which ends it."""
    with at_odds(beginnings, tmp_path_factory.mktemp("ending"), "odd_apps") as made:
        yield made


def test_the_environment_is_what_wsgi_says(server: Server) -> None:
    raw = (
        b"GET /environ/%D9%86%2F?a=%91&b=c HTTP/1.1\r\nHost: here:1\r\n"
        b"X-One: a\r\nX-One: b\r\nCookie: c=1\r\nCookie: d=2\r\n"
        b"X-Forwarded-For: 203.0.113.7\r\nX_Forwarded_For: 198.51.100.1\r\n\r\n"
    )
    connection = server.open(raw)
    found = ast.literal_eval(read_answer(connection).body.decode())
    assert found == {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/environ/\xd9\x86/",
        "QUERY_STRING": "a=%91&b=c",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(server.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": "granian",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "here:1",
        "HTTP_X_ONE": "a,b",
        "HTTP_COOKIE": "c=1; d=2",
        "HTTP_X_FORWARDED_FOR": "203.0.113.7",
        "wsgi.url_scheme": "http",
    }


def test_a_path_that_is_no_utf_8_stays_none(server: Server) -> None:
    found = ast.literal_eval(server.ask("GET", "/en/%91").body.decode())
    with pytest.raises(UnicodeDecodeError):
        found["PATH_INFO"].encode("latin-1").decode()


def test_a_connection_serves_many_requests(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for number in range(3):
        connection.request("POST", "/body", f"body {number}".encode())
        assert connection.getresponse().read() == f"body {number}".encode()
        connection.request("HEAD", "/body")
        assert connection.getresponse().read() == b""
    connection.close()


def test_an_answer_may_begin_late_or_be_written(server: Server) -> None:
    assert [server.ask("GET", path).body for path in ("/lazy", "/written")] == [b"late", b"first then"]
    assert [server.ask("HEAD", path).status for path in ("/lazy", "/written")] == [200, 200]


def test_a_stream_comes_whole_and_is_closed(server: Server, tmp_path: Path) -> None:
    answer = server.ask("GET", "/stream", **{"X-Folder": str(tmp_path)})
    assert (answer.status, len(answer.body)) == (200, 12_000_000)
    assert (tmp_path / "closed").read_text() == "reading"


def test_a_stream_that_nobody_reads_holds_up_nobody_and_is_closed(server: Server, tmp_path: Path) -> None:
    raw = f"GET /stream HTTP/1.1\r\nHost: x\r\nX-Folder: {tmp_path}\r\n\r\n".encode()
    server.open(raw, buffer=2048)
    assert server.ask("GET", "/lazy").body == b"late"
    assert not (tmp_path / "closed").exists()
    until((tmp_path / "closed").exists)


def test_what_goes_wrong_is_500_and_in_the_log_without_its_words(server: Server) -> None:
    for path in ("/raises", "/late"):
        answer = server.ask("GET", path)
        assert (answer.status, answer.body) == (
            500,
            b"Something went wrong on our side. Nothing was changed. Try again in a minute.\n",
        )
    assert server.ask("GET", "/lazy").status == 200
    log = server.log.read_text()
    assert "RuntimeError" in log
    assert "ZeroDivisionError" in log
    assert "odd_apps.py:" in log
    assert "secret" not in log


def test_it_speaks_http_1_alone(server: Server) -> None:
    connection = server.open(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    assert not connection.recv(100).startswith(b"\0")  # with which HTTP/2 would begin
    assert server.ask("GET", "/lazy").status == 200


def test_who_has_gone_is_noticed_by_nobody(server: Server) -> None:
    before = server.log.stat().st_size
    for _ in range(20):
        connection = server.open(b"GET /lazy HTTP/1.1\r\nHost: x\r\n\r\n"[:-2])
        connection.close()
    half = server.open(server.head("/body", length=1000) + b"x")
    half.close()
    assert server.ask("GET", "/lazy").body == b"late"
    assert server.log.read_bytes()[before:] == b""


def test_a_process_that_died_is_replaced(ending: Server) -> None:
    (serving_one,) = children(ending.master.pid)
    os.kill(serving_one, signal.SIGKILL)
    assert gone([serving_one])
    wait_for(ending)
    assert ending.ask("POST", "/body", b"again").body == b"again"
    assert ending.master.poll() is None


def test_whoever_is_being_served_gets_an_answer_from_a_server_that_stops(
    ending: Server, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ending.ask, "GET", "/wait", **{"X-Folder": str(tmp_path)})
        until((tmp_path / "begun").exists)
        ending.master.send_signal(signal.SIGTERM)
        until(lambda: not accepts(ending))
        (tmp_path / "go on").touch()
        assert (asked.result().status, ending.master.wait(timeout=PATIENCE)) == (200, 0)


def accepts(server: Server) -> bool:
    """Whether it still takes new connections."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE):
        return True
    return False


def test_a_server_that_stops_waits_for_no_slow_client(ending: Server) -> None:
    slow = [ending.open(ending.head("/body", length=1000) + b"x"), ending.open(b"GET / HTTP/1.1\r\n")]
    ending.master.send_signal(signal.SIGTERM)
    assert ending.master.wait(timeout=PATIENCE) == 0
    for connection in slow:  # it didn't come to telling them that they take too long
        with suppress(ConnectionResetError):
            assert not connection.recv(100).startswith(b"HTTP/1.1 408 ")
    assert not accepts(ending)
