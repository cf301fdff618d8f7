"""A witness's HTTP server, of the standard library: `add-checkpoint`, and at `/` its key. TLS is a proxy's."""

import socket
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from campaign.lib.refusal import Refusal
from campaign.lib.side_threads import Later, SideThread
from campaign.lib.terminal import sentence
from campaign.tally.cosignatures import WitnessKey
from campaign.witness.actions import add_checkpoint
from campaign.witness.judging import PLAIN, Answer

MOST_BYTES = 1 << 16
AT_ONCE = 32  # connections
QUIET, WHOLE = 10, 60  # seconds: without a byte, and of a connection
FORGETFUL = Answer(500, "This witness can't remember anything now, so it cosigns nothing.\n")
EVENLY = 0.1  # seconds that an answer takes at least, so that its time tells nothing of the key


class Server(ThreadingHTTPServer):
    """At most AT_ONCE connections, each in a thread and none for longer than WHOLE seconds; others wait.

    `say` is told what goes wrong, without what was sent.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, place: tuple[str, int], folder: Path, key: WitnessKey, *, say: Callable[[str], object]
    ) -> None:
        self.folder, self.key, self.say = folder, key, say
        self.free = BoundedSemaphore(AT_ONCE)
        if ":" in place[0]:
            self.address_family = socket.AF_INET6
        super().__init__(place, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """As the library does, when there is room. Raises RuntimeError."""
        self.free.acquire()
        try:
            SideThread(self.process_request_thread, request, client_address).start()
        except RuntimeError:
            self.free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """As the library does, for WHOLE seconds."""
        ends = Later(WHOLE, _shut, request)
        try:
            ends.start()
            super().process_request_thread(request, client_address)
        finally:
            ends.cancel()
            self.free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked has gone, or dripped; anything else is named, without what was sent."""
        problem = sys.exc_info()[1]
        if not isinstance(problem, ConnectionError | TimeoutError):
            self.say(f"A request failed: {type(problem).__name__}")


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = QUIET
    server_version, sys_version = "witness", ""

    def do_POST(self) -> None:
        """`add-checkpoint`, below any prefix that a proxy leaves."""
        began = time.monotonic()
        raw = self._body()
        if raw is None:
            return
        if not self.path.endswith("/add-checkpoint"):
            self._answer(Answer(404, "Only add-checkpoint is here.\n"))
            return
        try:
            answer = add_checkpoint(self.server.folder, self.server.key, raw)
        except OSError as problem:
            self.server.say(f"The memory can't be written: {problem.strerror}")
            answer = FORGETFUL
        except Refusal as problem:
            self.server.say(sentence(problem))
            answer = FORGETFUL
        time.sleep(max(0.0, EVENLY - (time.monotonic() - began)))
        self._answer(answer)

    def do_GET(self) -> None:
        """Whose place this is."""
        if self.path == "/":
            self._answer(Answer(200, f"{self.server.key.verifier}\n"))
        else:
            self._answer(Answer(404, "Only add-checkpoint is here.\n"))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is kept of who asked."""

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit()):
            self._refuse(411, "A body has a Content-Length.\n")
            return None
        if len(length) > 9 or int(length) > MOST_BYTES:
            self._refuse(413, f"A body has at most {MOST_BYTES} bytes.\n")
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: int, why: str) -> None:
        """What is left of the body isn't read, so the connection ends."""
        self.close_connection = True
        self._answer(Answer(status, why))

    def _answer(self, answer: Answer) -> None:
        raw = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind or PLAIN)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(raw)


def _shut(request: socket.socket) -> None:
    try:
        request.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
