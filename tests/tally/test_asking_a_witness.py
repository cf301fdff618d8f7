"""The one request to a witness: no redirect, no plain text over the net, an end in time and in bytes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from campaign.tally import witnesses
from campaign.tally.witnesses import Reply, Unreached, ask, may_be_asked, request_body
from tests.patience import PATIENCE

Answers = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(answers: Answers) -> Iterator[str]:
    """The address of a server that answers each post so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answers(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def says(status: int, body: bytes, **headers: str) -> Answers:
    """A whole answer."""

    def answers(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for header, value in headers.items():
            handler.send_header(header.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answers


def test_a_request_is_in_the_form_of_the_specification() -> None:
    assert request_body(old=0, proof=[], note="a\n") == b"old 0\n\na\n"
    assert request_body(old=7, proof=[bytes(32)], note="a\n") == b"old 7\n" + b"A" * 43 + b"=\n\na\n"


@pytest.mark.parametrize(
    ("status", "kind", "body", "size"),
    [(409, "text/x.tlog.size", b"12\n", 12), (409, "text/x.tlog.size", b"012\n", None),
     (409, "text/plain", b"12\n", None),
     (200, "text/x.tlog.size", b"12\n", None), (409, "text/x.tlog.size", b"12", None)],
)  # fmt: skip
def test_the_size_of_a_conflict_is_read(status: int, kind: str, body: bytes, size: int | None) -> None:
    with answering(says(status, body, Content_Type=kind)) as url:
        assert ask(url, b"x") == Reply(status, body.decode(), size)


def test_no_redirect_is_followed() -> None:
    asked = []

    def elsewhere(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        says(200, b"yes")(handler)

    with (
        answering(elsewhere) as there,
        answering(says(307, b"", Location=f"{there}/x/add-checkpoint")) as url,
    ):
        assert ask(f"{url}/prefix/", b"x").status == 307
        assert asked == []
        assert ask(f"{there}/prefix/", b"x").status == 200
        assert asked == ["/prefix/add-checkpoint"]


def test_who_drips_or_is_silent_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "WITHIN", 1)
    monkeypatch.setattr(witnesses, "WHOLE", 2)

    over = Event()

    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x")
            if left.wait(0.3):
                return
        over.set()

    def is_silent(handler: BaseHTTPRequestHandler) -> None:
        if not left.wait(PATIENCE):
            over.set()

    for answers in (drips, is_silent):
        left = Event()
        with answering(answers) as url:
            with pytest.raises(Unreached):
                ask(url, b"x")
            assert not over.is_set()
            left.set()


def test_what_is_no_answer_is_none() -> None:
    for answers in (says(200, b"x" * 65_537), says(200, b"\xff")):
        with answering(answers) as url, pytest.raises(Unreached):
            ask(url, b"x")
    with pytest.raises(Unreached):
        ask("http://127.0.0.1:1", b"x")
    with pytest.raises(Unreached):
        ask("http://192.0.2.1", b"x")


@pytest.mark.parametrize(
    ("url", "may"),
    [("https://a.example", True), ("https://a.example/x/y", True), ("http://127.0.0.1:8100", True),
     ("http://[::1]:8100", True), ("http://localhost", True), ("http://a.example", False), ("ftp://a.example", False),
     ("https://a.example/?x", False), ("https://a.example/#x", False), ("a.example", False)],
)  # fmt: skip
def test_where_a_witness_may_be(url: str, may: bool) -> None:
    assert may_be_asked(url) is may
