"""A log's files at an address of this machine, by a server that may misbehave, and the verifier run upon it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.tally.logs import VERIFIER

Answers = Callable[[BaseHTTPRequestHandler, str], None]


def run(*arguments: object, typed: str = "") -> tuple[int, str]:
    """As a reader runs it: alone, from elsewhere, without anything of ours on its path. Two minutes at most."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *map(str, arguments)], input=typed, capture_output=True, text=True,
        cwd="/", check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


# What stands behind FAILED where it is no forgery, by exit status.
NOT_ISSUED = "Not what was issued. Nothing is said against the log itself: it holds.\n"
UNREAD = "Can't be read. That is no sign of a forgery, and no proof of the log either.\n"
NO_PART = "No part of a log. Without it the log holds.\n"


@contextmanager
def served(answers: Answers) -> Iterator[str]:
    """The address of a server that lets `answers` write each response."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answers(self, self.path)
            except OSError:  # who asked has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def send(handler: BaseHTTPRequestHandler, body: bytes, *, length: int | None = None) -> None:
    """A whole answer, or one that says another length."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


def lead(handler: BaseHTTPRequestHandler, where: str) -> None:
    """A redirect."""
    handler.send_response(302)
    handler.send_header("Location", where)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def drip(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """A byte of it each half a second."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    for byte in body:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.5)


def from_folder(folder: Path) -> Answers:
    """The files as they are."""

    def answers(handler: BaseHTTPRequestHandler, path: str) -> None:
        file = folder / path.partition("?")[0].lstrip("/")
        if file.is_file():
            send(handler, file.read_bytes())
        else:
            handler.send_error(404)

    return answers
