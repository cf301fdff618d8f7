"""No client stops the program by sending or reading slowly, with nothing in front of it (architecture.md, rule 11)."""

import socket
import time
from contextlib import suppress
from dataclasses import replace
from select import select
from urllib.parse import urlencode

import pytest

from campaign.signing.models import Submission
from tests.cast import AMELIE, SLUG, Client, Site, heading
from tests.patience import PATIENCE
from tests.running.server import Answer, Server, read_answer, serving
from tests.tables import count

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = f"/en/{SLUG}"
EACH = 168  # of three kinds of slow clients: 504 in all


def slow_clients(server: Server) -> dict[str, list[socket.socket]]:
    """Some never end the head of a request, some never end a form, some read nothing of many answers."""
    get = f"GET {{}} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
    script = get.format("/static/verify.py").encode() + b"\r\n"
    return {
        "heads": [server.open(get.format(PAGE).encode()) for _ in range(EACH)],
        "forms": [server.open(server.head(length=500) + b"name=Nour") for _ in range(EACH)],
        "readers": [server.open(script * 20, buffer=2048) for _ in range(EACH)],
    }


@pytest.mark.full
@SQLITE
def test_five_hundred_at_once_hold_up_nobody(site: Site, client: Client) -> None:
    token = client.token()
    with serving(site) as server:
        slow = slow_clients(server)
        idle = server.open(f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert read_answer(idle).status == 200
        assert select([slow["forms"][-1]], [], [], 0)[0] == []  # before anybody was given up
        pages, signed = [], []
        for number in range(40):
            pages.append(server.ask("GET", PAGE))
            person = replace(AMELIE, email=f"amelie{number}@example.org")
            signed.append(server.sign({"token": token, **person.typed()}))
        assert [answer.status for answer in pages] == [200] * 40
        assert [answer.status for answer in signed] == [200] * 40
        assert count(Submission) == 40
        given_up = [read_answer(form) for form in slow["forms"]]
        assert {answer.status for answer in given_up} == {408}
        assert {heading(answer.body.decode()) for answer in given_up} == {"This took too long to arrive"}
        assert [head.recv(100) for head in [*slow["heads"], idle]] == [b""] * (EACH + 1)
        assert count(Submission) == 40


@SQLITE
def test_a_form_that_comes_in_drips_is_given_ten_seconds_in_all(site: Site) -> None:
    with serving(site) as server:
        connection = server.open(server.head(length=5_000))
        begun = time.monotonic()
        connection.settimeout(0.5)
        status = b""
        while not status and time.monotonic() < begun + PATIENCE:
            connection.sendall(b"x")
            with suppress(TimeoutError):
                status = connection.recv(12)
        assert status == b"HTTP/1.1 408"
        assert time.monotonic() - begun > 9


@SQLITE
def test_one_that_takes_two_seconds_is_taken(site: Site, client: Client) -> None:
    fields = {"token": client.token(), **AMELIE.typed()}
    body = urlencode(fields).encode()
    with serving(site) as server:
        connection = server.open(server.head(length=len(body)))
        for start in range(0, len(body), len(body) // 4):
            time.sleep(0.5)
            connection.sendall(body[start : start + len(body) // 4])
        assert read_answer(connection).status == 200
        assert count(Submission) == 1


@SQLITE
def test_a_body_of_the_wrong_length_stores_nothing(site: Site, client: Client) -> None:
    fields = {"token": client.token(), **AMELIE.typed()}
    body = urlencode(fields).encode()
    assert body.endswith(b"consent=y")
    with serving(site) as server:
        answers = []
        for path, cut in (
            ("/en/clear-skies/submissions", 1),
            ("/en/clear-skies/submissions", 20),
            ("/en/c/x/confirmation", 5),
            ("/no/where", 5),
        ):
            connection = server.open(server.head(path, length=len(body)) + body[:-cut])
            connection.shutdown(socket.SHUT_WR)
            answers.append(read_answer(connection))
        assert [(answer.status, heading(answer.body.decode())) for answer in answers] == [
            (400, "We couldn’t read this request")
        ] * 4
        assert count(Submission) == 0
        assert _sent(server, server.head(length=70_000)).status == 413
        chunked = b"Transfer-Encoding: chunked\r\n"
        raw = server.head(length=1).replace(b"Content-Length: 1\r\n", chunked) + b"5\r\nname=\r\n0\r\n\r\n"
        assert _sent(server, raw).status == 400
        assert server.sign(fields).status == 200
        assert count(Submission) == 1


def _sent(server: Server, raw: bytes) -> Answer:
    return read_answer(server.open(raw))
