"""Letters on their way: mail servers of every temper, crashes, pace and office hours."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.letters import actions as letters
from campaign.letters.models import Sending
from campaign.lib import clock
from campaign.mail import transports
from tests.cast import SLUG, Site
from tests.letters.desk import run
from tests.letters.post import (
    GREYLISTS,
    REFUSES,
    Missions,
    all_at_once,
    deliver,
    deliver_all,
    mailbox,
    send,
    sending,
    states,
)


def test_servers_of_every_temper(
    site: Site, folder: Path, server: Missions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One refuses, one greylists, one hangs: each is told apart, and none holds the others up."""
    monkeypatch.setattr(transports, "TIMEOUT", 0.3)
    server.answers = {mailbox("DE"): REFUSES, mailbox("FR"): GREYLISTS}
    server.hangs = {mailbox("SY"): "RCPT"}
    all_at_once(site, folder)
    deliver_all(site, server)
    assert states(site) == {"DE": "refused", "FR": "queued", "SY": "queued"}
    assert [sending(code)["answer"] for code in ("DE", "FR", "SY")] == [
        "550",
        "451",
        "SMTPServerDisconnected",
    ]
    assert {sending(code)["attempts"] for code in ("FR", "SY")} == {1}

    server.answers, server.hangs = {}, {}
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        deliver_all(site, server)
    assert states(site) == {"DE": "refused", "FR": "sent", "SY": "sent"}
    assert sorted(envelope.rcpt_tos[0] for envelope in server.got) == [mailbox("FR"), mailbox("SY")]


def test_two_days_of_greylisting_are_a_refusal(site: Site, folder: Path, server: Missions) -> None:
    server.answers = {mailbox(code): GREYLISTS for code in ("DE", "FR", "SY")}
    all_at_once(site, folder)
    with transaction() as session:
        session.execute(update(Sending).values(attempts=51))
    deliver_all(site, server)
    assert states(site) == {"DE": "refused", "FR": "refused", "SY": "refused"}


def test_a_line_that_breaks_with_the_mail_on_it_leaves_a_doubt(
    site: Site, folder: Path, server: Missions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "TIMEOUT", 0.3)
    server.hangs = {mailbox("FR"): "DATA"}
    all_at_once(site, folder)
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "unknown", "SY": "sent"}
    deliver_all(site, server)
    assert sorted(envelope.rcpt_tos[0] for envelope in server.got) == [mailbox("DE"), mailbox("SY")]


class Crash(BaseException):
    """The machine loses its power."""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_while_sending_is_for_a_person_to_decide(
    site: Site, folder: Path, server: Missions, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Whether the server had it already or not, nobody knows; the letter is not sent a second time by itself."""
    all_at_once(site, folder, "--except", "none")
    whole = transports.Server.send

    def crash(line: transports.Server, message: Any) -> None:
        if when == "after":
            whole(line, message)
        raise Crash

    monkeypatch.setattr(transports.Server, "send", crash)
    with pytest.raises(Crash):
        deliver(site, server.url)
    monkeypatch.undo()
    (cut,) = [code for code, state in states(site).items() if state == "sending"]
    deliver_all(site, server)
    assert states(site)[cut] == "sending"
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert letters.doubt_lost() == 1
        deliver(site, server.url)
    assert states(site) == {"DE": "sent", "FR": "sent", "SY": "sent"} | {cut: "unknown"}
    assert len(server.got) == (3 if when == "after" else 2)
    said = run(site, "letters", "status", SLUG).said.splitlines()
    assert said[-2:] == [
        "2 sent, 1 unknown",
        f"Nobody knows whether {cut} arrived: sending was cut off. Ask the mission, or look at the mail server's log; "
        f"then perhaps: campaign letters send {SLUG} --again {cut}",
    ]
    assert send(site, folder, "--again", cut, "--confirm", 1).code == 0
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        deliver(site, server.url)
    assert states(site) == {"DE": "sent", "FR": "sent", "SY": "sent"}


def test_letters_keep_their_pace_even_when_the_worker_was_away(
    site: Site, folder: Path, server: Missions
) -> None:
    with time_machine.travel("2016-10-03T13:00:00Z", tick=False) as moved:
        assert send(site, folder, "--confirm", 3, "--per-hour", 2).code == 0
        moved.move_to("2016-10-04T13:00:00Z")
        sent = []
        for _ in range(8):
            deliver(site, server.url)
            sent.append(len(server.got))
            moved.shift(timedelta(minutes=10))
    assert sent == [1, 1, 1, 2, 2, 2, 3, 3]


def test_letters_wait_for_the_offices_of_new_york(site: Site, folder: Path, server: Missions) -> None:
    """Friday 16:30 in New York: one goes then, the other two on Monday."""
    with time_machine.travel("2016-09-30T20:30:00Z", tick=False) as moved:
        answer = send(site, folder, "--confirm", 3, "--per-hour", 1, "--office-hours")
        assert answer.said.splitlines()[3] == (
            "At most 1 an hour, from 2016-09-30 16:30 to 2016-10-03 10:00 in New York."
        )
        sent = []
        for moment in (
            "2016-09-30T20:31",
            "2016-10-01T14:00",
            "2016-10-03T12:59",
            "2016-10-03T13:00",
            "2016-10-03T14:01",
        ):
            moved.move_to(f"{moment}:00Z")
            deliver(site, server.url)
            sent.append(len(server.got))
    assert sent == [1, 1, 1, 2, 3]
