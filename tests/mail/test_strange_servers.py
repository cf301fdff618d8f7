"""Delivery to mail servers that don't say what they did, end the line, or take no password of ours."""

import socket
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask
from sqlalchemy import select

from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.mail_targets import MailServer
from campaign.mail import delivering, transports
from campaign.mail.models import Message
from campaign.mail.transports import Server
from tests.mail.test_delivery import Mission, deliver, message, queue
from tests.ports import free_port


class Strange(threading.Thread):
    """A server that takes each mail and then answers so that nobody can tell whether it did."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer, self.taken = answer, 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.socket.getsockname()[1]}"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                self._talk(connection, lines)

    def _talk(self, connection: socket.socket, lines: Any) -> None:
        connection.sendall(b"220 strange\r\n")
        for line in lines:
            if line.upper().startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
                while lines.readline() not in (b".\r\n", b""):
                    pass
                self.taken += 1
                connection.sendall(self.answer)
            elif line.upper().startswith(b"QUIT"):
                return
            else:
                connection.sendall(b"250 yes\r\n")


@pytest.mark.parametrize(
    "answer", [b"OK queued\r\n", b"250 " + b"x" * 9000 + b"\r\n"], ids=["no code", "long"]
)
def test_a_server_that_takes_and_does_not_say_so_makes_no_flood(app: Flask, answer: bytes) -> None:
    server = Strange(answer)
    server.start()
    moments = []
    with time_machine.travel(clock.now(), tick=False) as moved:
        queue()
        begun = clock.now()
        while message().state == "waiting":
            deliver(app, server.url)
            moments.append(clock.now() - begun)
            if message().state == "waiting":
                moved.move_to(message().due_at)
    server.socket.close()
    assert (message().state, server.taken) == ("failed", 5)
    within_a_day = [moment for moment in moments if moment < timedelta(hours=24)]
    assert len(within_a_day) == 3  # what one address may get in a day
    assert moments[1] == timedelta(minutes=15)


def test_a_line_that_the_server_ended_meanwhile_costs_no_attempt(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "IDLE", 0.2)
    handler = Mission()
    port = free_port()
    controller = Impatient(handler, hostname="127.0.0.1", port=port)
    controller.start()
    line = Server(MailServer("127.0.0.1", port))
    for _ in range(3):
        queue()
        delivering.deliver(transport=line)
        controller.hangs_up()
        time.sleep(0.3)  # longer than a line that is used on may be idle
    line.close()
    controller.stop()
    db.session.rollback()
    assert db.session.scalars(select(Message.attempts)).all() == [1, 1, 1]
    assert len(handler.got) == 3


class Impatient(Controller):
    """Hangs up on who is silent."""

    def factory(self) -> SMTP:
        self.session = SMTP(self.handler)
        return self.session

    def hangs_up(self) -> None:
        """Now."""
        self.loop.call_soon_threadsafe(self.session.transport.close)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_password_that_is_not_ascii_is_a_refusal_like_any_other(app: Flask) -> None:
    handler = Mission()
    port = free_port()
    controller = Controller(
        handler, hostname="127.0.0.1", port=port, auth_require_tls=False, auth_required=True
    )
    controller.start()
    queue()
    assert deliver(app, f"smtp://127.0.0.1:{port}", user="me", password="garçon") == 1
    controller.stop()
    assert (message().state, message().attempts) == ("waiting", 1)
    assert message().due_at <= clock.now() + timedelta(minutes=1)
