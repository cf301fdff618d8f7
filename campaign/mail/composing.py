"""A mail as bytes: one recipient, plain text, single headers, and a link that stays whole on its line."""

import json
import re
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import Any

from campaign.lib.languages import tag


class Whole(UnstructuredHeader):
    """A header on one line, however long: folding would encode a link as if it were a word."""

    max_count = 1
    name: str  # set by the class it is mixed into

    def fold(self, *, policy: Policy) -> str:
        """Name, value, end of line."""
        return f"{self.name}: {self}{policy.linesep}"


class Remembering(HeaderRegistry):
    """Makes the class of a kind of header once, and not for each header of each mail."""

    @lru_cache(maxsize=50)  # noqa: B019  one registry, for as long as the program runs
    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name)


class Plain(str):
    """A header that is what it says: ASCII without a sign that means something, on one line."""

    name: str

    @classmethod
    def of(cls, name: str, value: str) -> "Plain":
        """Whoever makes one has looked at the value."""
        header = cls(value)
        header.name = name
        return header

    def fold(self, *, policy: Policy) -> str:
        """Name, value, end of line."""
        return f"{self.name}: {self}{policy.linesep}"

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Of a recipient: the one."""
        return (Address(addr_spec=self),)


HEADERS = Remembering()
HEADERS.map_to_type("list-unsubscribe", Whole)  # type: ignore[arg-type]  # a mixin, as its own types are
POLICY = SMTP.clone(header_factory=HEADERS)
# An address that no reader of headers takes for another one, short enough for its line.
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9]+([.+_-][A-Za-z0-9]+)*@[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", re.ASCII)
LONGEST_PLAIN = 70


@dataclass(frozen=True)
class Mail:
    """What is said to whom; `record_id` (hexadecimal) makes the Message-ID, so that a retry is the same mail.

    `stop_tag` (hexadecimal) is what the stop list knows the address by, empty for mail that it doesn't concern. Where
    `sender_name` is set it stands before the sender's address; `reply_to` is where answers go, if not to the sender.
    """

    to: str
    subject: str
    body: str
    language: str
    record_id: str
    stop_tag: str = ""
    sender_name: str = ""
    reply_to: str = ""

    def packed(self) -> bytes:
        """For the vault."""
        return json.dumps(vars(self)).encode()

    @classmethod
    def unpacked(cls, packed: bytes) -> "Mail":
        """What `packed` made."""
        return cls(**json.loads(packed))


def as_message(mail: Mail, *, sender: str, host: str, date: datetime) -> EmailMessage:
    """The mail with its headers. What can't be one recipient or one line raises ValueError."""
    message = EmailMessage(policy=POLICY)
    message["From"] = _sender(sender, mail.sender_name)
    message["To"] = _recipient(mail.to)
    message["Subject"] = _written("Subject", mail.subject)
    message["Date"] = Plain.of("Date", format_datetime(date))
    message["Message-ID"] = _message_id(mail.record_id, host)
    message["Auto-Submitted"] = Plain.of("Auto-Submitted", "auto-generated")
    if mail.reply_to:
        message["Reply-To"] = _written("Reply-To", mail.reply_to)
    _set_body(message, mail.body)
    message["Content-Language"] = _written("Content-Language", tag(mail.language))
    return message


@lru_cache(maxsize=200)
def _written(name: str, value: str) -> Any:
    """A header that many mails have, read by the policy once."""
    return POLICY.header_store_parse(name, value)[1]


@lru_cache(maxsize=200)
def _sender(sender: str, name: str) -> Any:
    value = Address(display_name=name, addr_spec=parseaddr(sender)[1]) if name else sender
    return POLICY.header_store_parse("From", value)[1]


def _recipient(address: str) -> Any:
    if len(address) <= LONGEST_PLAIN and PLAIN_ADDRESS.fullmatch(address):
        return Plain.of("To", address)
    header = POLICY.header_store_parse("To", address)[1]
    # An address can be written so that the header means another one: as an encoded word, or as a list.
    if [each.addr_spec for each in header.addresses] != [address]:
        raise ValueError("this address can't be written into a header")
    return header


def _message_id(record_id: str, host: str) -> Any:
    value = f"<{record_id}@{host}>"
    is_plain = len(value) <= LONGEST_PLAIN and PLAIN_ADDRESS.fullmatch(value[1:-1])
    return Plain.of("Message-ID", value) if is_plain else value


def _set_body(message: EmailMessage, body: str) -> None:
    """Plain text as it is, or as base64: quoted-printable breaks long links, and some programs leave them broken."""
    lines = body.encode().splitlines() or [b""]
    message["Content-Type"] = _written("Content-Type", 'text/plain; charset="utf-8"')
    encoding = "7bit" if body.isascii() else "base64"
    message["Content-Transfer-Encoding"] = _written("Content-Transfer-Encoding", encoding)
    message["MIME-Version"] = Plain.of("MIME-Version", "1.0")
    if encoding == "7bit":
        message.set_payload(b"".join(line + b"\n" for line in lines).decode("ascii"))
    else:
        message.set_payload(encodebytes(b"".join(line + b"\r\n" for line in lines)).decode("ascii"))
