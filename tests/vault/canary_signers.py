"""Canaries who sign: what each of them does, and the mail server where their letters arrive."""

import asyncio
import email
import email.policy
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller

from campaign.lib.mail_targets import MailServer
from campaign.mail.transports import Server
from tests.cast import SLUG, Client
from tests.ports import free_port
from tests.vault.canaries import canary

# Of each way and each script one: 9 × 4. A thousand signers fill pages of the database, and its log, many times over.
SOME, MANY = 36, 1_000
# What becomes of each: by its number, so that every way is gone in every script.
WAYS = ("waits", "held", "confirmed", "mended", "rejected", "withdrawn", "stopped", "mended late", "unsent")


def way(number: int) -> str:
    return WAYS[number // 4 % len(WAYS)]


class Postman:
    """Somebody else's mail server, which keeps the links in memory."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[attr-defined]
        if links := re.findall(r"^https?://\S+", message.get_content(), re.MULTILINE):
            self.links[message["To"]] = urlsplit(links[0]).path
        return "250 OK"


@pytest.fixture
def postman() -> Iterator[tuple[Postman, Server]]:
    handler = Postman()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, loop=asyncio.new_event_loop())
    controller.start()
    line = Server(MailServer("127.0.0.1", port))
    yield handler, line
    line.close()
    controller.stop()


def send(client: Client, number: int, token: str) -> None:
    fields = {"token": token, **canary(number).typed()}
    if way(number) == "held":
        fields["website"] = "x"
    if number % 3 == 0:
        fields["updates"] = "y"
    assert client.post(f"/en/{SLUG}/submissions", fields).status_code == 200


def press(client: Client, link: str, button: str, token: str, **fields: str) -> None:
    assert client.post(f"{link}/{button}", {"token": token, **fields}).status_code == 200


def goes(client: Client, number: int, link: str, token: str) -> None:
    """What a signer does with the mail."""
    person, kind = canary(number), way(number)
    mended = {"name": f"{person.name} mended", "country": "TR"}
    if kind == "rejected":
        press(client, link, "rejection", token)
    if kind == "stopped":
        press(client, link, "stop", token)
    if kind in {"mended", "mended late"}:
        press(client, link, "correction", token, **mended)
    if kind in {"confirmed", "mended", "withdrawn"}:
        press(client, link, "confirmation", token)
    if kind == "withdrawn":
        press(client, link, "withdrawal", token)
