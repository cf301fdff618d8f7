"""Missions' mail servers and addresses for tests: one real SMTP server that answers for each mission as told."""

import asyncio
import email
import email.policy
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from aiosmtpd.controller import Controller
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.letters import actions as letters
from campaign.letters import queries as letters_queries
from campaign.letters.models import Sending
from campaign.lib import clock
from campaign.lib.mail_targets import mail_server
from campaign.mail.transports import Server
from tests.cast import SLUG, Site
from tests.letters.desk import Answer, run
from tests.ports import free_port
from tests.tables import rows

THREE = "DE,FR,SY"
REFUSES = "550 5.1.1 no such mailbox"
GREYLISTS = "451 4.7.1 come back later"


@dataclass
class Missions:
    """What the server answers to each recipient, what it got, and where it hangs: `RCPT` or `DATA`."""

    answers: dict[str, str] = field(default_factory=dict)
    hangs: dict[str, str] = field(default_factory=dict)
    got: list[Any] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.hangs.get(address) == "RCPT":
            await asyncio.sleep(30)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs.get(envelope.rcpt_tos[0]) == "DATA":
            await asyncio.sleep(30)
        self.got.append(envelope)
        return "250 OK"


@contextmanager
def served() -> Iterator[Missions]:
    """The server, listening."""
    handler = Missions()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


def mailbox(code: str) -> str:
    """An address that stands for a mission's in tests."""
    return f"{code.lower()}@missions.example.org"


def addressed(site: Site, folder: Path, *codes: str) -> None:
    """Import an address for each of these States."""
    file = folder / "addresses.csv"
    lines = [f"{code},{mailbox(code)},a test,2016-09-01" for code in codes]
    file.write_text("\n".join(["code,address,source,date", *lines]) + "\n")
    assert run(site, "missions", "import", file).code == 0


def send(site: Site, folder: Path, *more: Any, slug: str = SLUG) -> Answer:
    """`campaign letters send`."""
    return run(site, "letters", "send", slug, "--from", folder, *more)


def deliver(site: Site, url: str, *, most: int = 10) -> int:
    """Let the worker hand letters over until none is due; how many were tried."""
    with closing(Server(mail_server(url))) as line:
        tried = 0
        while tried < most and letters.deliver_letters(transport=line):
            tried += 1
        return tried


def states(site: Site) -> dict[str, str]:
    """State by country, of the newest set."""
    newest = letters_queries.newest_set(site.campaign.id)
    assert newest is not None
    return {code: row.state for code, row in letters_queries.sendings(newest.id).items()}


def sending(country: str) -> dict[str, Any]:
    """The newest row of one mission."""
    return [row for row in rows(Sending) if row["country"] == country][-1]


def mails(server: Missions) -> dict[str, Any]:
    """What arrived, by recipient."""
    policy = email.policy.default
    return {e.rcpt_tos[0]: email.message_from_bytes(e.content, policy=policy) for e in server.got}


def all_at_once(site: Site, folder: Path, *more: Any) -> None:
    """Queue the three, with nothing between them."""
    assert send(site, folder, "--confirm", 3, "--per-hour", 3600, *more).code == 0
    with transaction() as session:
        session.execute(update(Sending).values(due_at=clock.now() - timedelta(seconds=1)))


def deliver_all(site: Site, server: Missions) -> None:
    """Let the worker take its time until nothing is due within the next minute."""
    begun = clock.now()
    for second in range(0, 50, 5):
        with time_machine.travel(begun + timedelta(seconds=second)):
            deliver(site, server.url)
