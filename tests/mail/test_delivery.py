"""Delivery to a real mail server: refusals told apart, retries timed, nothing kept of what was sent."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.mail_targets import mail_server
from campaign.mail import actions, delivering, transports
from campaign.mail.composing import Mail, as_message
from campaign.mail.models import Message
from campaign.mail.transports import Server
from tests.cast import at_once, change
from tests.ports import free_port


@dataclass
class Mission:
    """A server that answers as told."""

    answer: str = "250 OK"
    at_recipient: str | None = None
    got: list[Any] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.got.append(envelope)
        return self.answer


@pytest.fixture
def mission() -> Iterator[tuple[Mission, str]]:
    handler = Mission()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, f"smtp://127.0.0.1:{port}"
    controller.stop()


def queue(number: int = 1) -> None:
    for each in range(number):
        record_id = actions.new_record_id().hex()
        actions.queue(
            mail=Mail(f"signer{each}@example.org", "Please confirm", "Hello\nمرحبا\n", "en", record_id)
        )


def message() -> Message:
    db.session.rollback()
    return db.session.scalars(select(Message)).one()


def deliver(app: Flask, url: str, **who: str) -> int:
    line = Server(replace(mail_server(url), **who))
    try:
        return delivering.deliver(transport=line)
    finally:
        line.close()


def test_a_sent_mail_leaves_nothing_of_itself(app: Flask, mission: tuple[Mission, str]) -> None:
    server, url = mission
    queue()
    record_id = message().record_id
    assert deliver(app, url) == 1
    (envelope,) = server.got
    assert envelope.rcpt_tos == ["signer0@example.org"]
    assert f"Message-ID: <{record_id.hex()}@127.0.0.1>".encode() in envelope.content
    assert (message().state, message().sealed, message().attempts) == ("sent", None, 1)
    assert deliver(app, url) == 0


@pytest.mark.parametrize("where", ["answer", "at_recipient"])
def test_a_permanent_refusal_ends_it(app: Flask, mission: tuple[Mission, str], where: str) -> None:
    server, url = mission
    setattr(server, where, "550 5.1.1 no such user signer0@example.org")
    queue()
    deliver(app, url)
    assert (message().state, message().sealed, message().answer) == ("failed", None, "550")


def test_a_temporary_refusal_is_tried_again_after_1_5_15_60_minutes_then_hourly_for_two_days(
    app: Flask, mission: tuple[Mission, str]
) -> None:
    server, url = mission
    server.at_recipient = "451 4.7.1 greylisted"
    waits = []
    with time_machine.travel(clock.now(), tick=False) as moved:
        queue()
        while message().state == "waiting":
            assert deliver(app, url) == 1
            if message().state == "waiting":
                waits.append(message().due_at - clock.now())
                moved.shift(waits[-1])
    assert waits == [timedelta(minutes=m) for m in (1, 5, 15, 60)] + [timedelta(hours=1)] * 47
    assert message().sealed is None


def test_the_same_mail_keeps_its_id_when_tried_again(app: Flask, mission: tuple[Mission, str]) -> None:
    server, url = mission
    server.answer = "451 later"
    queue()
    record_id = message().record_id.hex()
    deliver(app, url)
    server.answer = "250 OK"
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        deliver(app, url)
    assert f"<{record_id}@127.0.0.1>".encode() in server.got[0].content


def test_a_server_that_is_away_or_hangs_puts_off_and_loses_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "TIMEOUT", 0.3)
    queue()
    with socket.socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        assert deliver(app, f"smtp://127.0.0.1:{hanging.getsockname()[1]}") == 1
    assert (message().state, message().attempts) == ("waiting", 1)
    assert message().sealed is not None


def test_one_that_cannot_be_written_holds_up_none_behind_it_and_repeats_none_before_it(
    app: Flask, mission: tuple[Mission, str]
) -> None:
    server, url = mission
    queue()
    actions.queue(
        mail=Mail("=?utf-8?q?a=0D=0Ax?=@example.org", "Hi", "x", "en", actions.new_record_id().hex())
    )
    actions.queue(mail=Mail("last@example.org", "Hi", "x", "en", actions.new_record_id().hex()))
    assert [deliver(app, url), deliver(app, url)] == [3, 0]
    assert [envelope.rcpt_tos for envelope in server.got] == [["signer0@example.org"], ["last@example.org"]]
    db.session.rollback()
    found = db.session.execute(select(Message.state, Message.answer, Message.sealed).order_by(Message.id))
    assert [tuple(row) for row in found] == [
        ("sent", None, None), ("failed", "unwritable", None), ("sent", None, None),
    ]  # fmt: skip


def test_two_workers_at_once_send_each_mail_once(app: Flask, mission: tuple[Mission, str]) -> None:
    server, url = mission
    queue(40)

    def work(_number: int) -> int:
        with app.app_context():
            return deliver(app, url)

    assert sum(at_once(work, 4, threads=4)) == 40
    assert sorted(envelope.rcpt_tos[0] for envelope in server.got) == sorted(
        f"signer{each}@example.org" for each in range(40)
    )


def test_the_hours_budget_holds_and_opens_again(app: Flask, mission: tuple[Mission, str]) -> None:
    server, url = mission
    change(app, mail_per_hour=3)
    queue(5)
    assert [deliver(app, url), deliver(app, url)] == [3, 0]
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert deliver(app, url) == 2
    assert len(server.got) == 5


def test_a_line_break_in_a_header_is_never_sent(app: Flask) -> None:
    evil = Mail("a@example.org\r\nBcc: b@example.org", "Hi", "x", "en", "00" * 16)
    with pytest.raises(ValueError, match="linefeed"):
        as_message(evil, sender="petition@example.org", host="example.org", date=clock.now())
