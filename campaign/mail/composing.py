"""A mail as bytes: one recipient, plain text, single headers, and a link that stays whole on its line."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr


class Whole(UnstructuredHeader):
    """A header on one line, however long: folding would encode a link as if it were a word."""

    max_count = 1
    name: str  # set by the class it is mixed into

    def fold(self, *, policy: Policy) -> str:
        """Name, value, end of line."""
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", Whole)  # type: ignore[arg-type]  # a mixin, as its own types are
POLICY = SMTP.clone(header_factory=HEADERS)


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
        return json.dumps(asdict(self)).encode()

    @classmethod
    def unpacked(cls, packed: bytes) -> "Mail":
        """What `packed` made."""
        return cls(**json.loads(packed))


def _named(sender: str, name: str) -> str | Address:
    return Address(display_name=name, addr_spec=parseaddr(sender)[1]) if name else sender


def as_message(mail: Mail, *, sender: str, host: str, date: datetime) -> EmailMessage:
    """The mail with its headers. What can't be one recipient or one line raises ValueError."""
    message = EmailMessage(policy=POLICY)
    message["From"] = _named(sender, mail.sender_name)
    message["To"] = mail.to
    # An address can be written so that the header means another one: as an encoded word, or as a list.
    if [address.addr_spec for address in message["To"].addresses] != [mail.to]:
        raise ValueError("this address can't be written into a header")
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{mail.record_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    # Quoted-printable breaks long links over lines and some programs never join them again.
    message.set_content(mail.body, cte="7bit" if mail.body.isascii() else "base64")
    message["Content-Language"] = mail.language  # after the content, whose setting drops such headers
    return message
