"""A mail server that notes what it takes before it says yes, and has moods: `Temper` says which."""

import re
import socketserver
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from enum import StrEnum
from urllib.parse import urlsplit

from tests.proof.ledger import Ledger, Mail

LINK = re.compile(r"^https?://\S+/c/\S+$", re.MULTILINE)
LONG = 40  # seconds, longer than the program waits


class Temper(StrEnum):
    """How it behaves; the first is how one should."""

    GOOD = "good"
    BUSY = "421 at the greeting"
    GREYLISTING = "451 at the recipient"
    UNSURE = "takes the mail and hangs up before it says so"
    CUT = "hangs up within the mail"
    FULL = "452 after the mail"
    SILENT = "takes the connection and says nothing"
    HANGING = "says nothing more after the mail"
    SLOW = "a second for each answer"
    NOBODY = "550 at the recipient"
    GARBLED = "answers with no code"


class HangUp(Exception):
    """The server ends the connection."""


class _Line(socketserver.StreamRequestHandler):
    server: "_Listener"

    def handle(self) -> None:
        """One connection, until either side ends it."""
        with suppress(HangUp, OSError):
            self._talk()

    def _talk(self) -> None:
        if self.post.temper == Temper.SILENT:
            self.post.closing.wait(LONG)
            raise HangUp
        if self.post.temper == Temper.BUSY:
            self._say("421 too busy")
            raise HangUp
        self._say("220 proof ESMTP")
        self.to = ""
        while line := self.rfile.readline(2_000):
            word = line[:4].upper().strip()
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word == b"DATA":
                self._take()
            elif word == b"RCPT":
                self._recipient(line.decode("ascii", "replace"))
            else:
                self._say("250 proof")

    @property
    def post(self) -> "Post":
        """Whose line it is."""
        return self.server.post

    def _say(self, answer: str) -> None:
        if self.post.temper == Temper.SLOW:
            self.post.closing.wait(1)
        if self.post.temper == Temper.GARBLED:
            answer = "what?"
        self.wfile.write(f"{answer}\r\n".encode())

    def _recipient(self, line: str) -> None:
        self.to = line.partition("<")[2].partition(">")[0]
        if self.post.temper == Temper.NOBODY:
            self.post.ledger.refuse(self.to)
            self._say("550 5.1.1 no such mailbox")
        else:
            self._say("451 4.7.1 come again" if self.post.temper == Temper.GREYLISTING else "250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline(100_000)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
            if self.post.temper == Temper.CUT and len(lines) > 3:
                raise HangUp
        if line == b"":
            raise HangUp
        if self.post.temper == Temper.FULL:
            self._say("452 4.3.1 no room")
            return
        if self.post.temper == Temper.HANGING:
            self.post.closing.wait(LONG)
            raise HangUp
        self.post.keep(self.to, b"".join(lines))
        if self.post.temper == Temper.UNSURE:
            raise HangUp
        self._say("250 taken")


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128
    post: "Post"


class Post:
    """The server, on a port of its own; `arrived` is told of each mail that it kept."""

    def __init__(self, ledger: Ledger, arrived: Callable[[Mail], None]) -> None:
        self.ledger, self.arrived = ledger, arrived
        self.temper, self.closing = Temper.GOOD, threading.Event()
        self._listener = _Listener(("127.0.0.1", 0), _Line)
        self._listener.post = self
        self.port = int(self._listener.server_address[1])
        threading.Thread(target=self._listener.serve_forever, args=(0.1,), daemon=True).start()

    def keep(self, to: str, raw: bytes) -> None:
        """A whole mail: into the ledger, then to who waits for it."""
        message = message_from_bytes(raw, policy=policy.default)
        found = LINK.findall(message.get_content().replace("\r\n", "\n"))
        mail = Mail(to, str(message["Message-ID"]), urlsplit(found[0]).path if found else "")
        self.ledger.mail(mail)
        self.arrived(mail)

    def be(self, temper: Temper, seconds: float) -> None:
        """So for a while, then good again."""
        self.temper = temper
        time.sleep(seconds)
        self.temper = Temper.GOOD

    def close(self) -> None:
        """Everybody is sent away."""
        self.closing.set()
        self._listener.shutdown()
        self._listener.server_close()
