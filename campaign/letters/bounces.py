"""Reports of failed delivery from a file, an mbox or a Maildir. Without Flask and SQLAlchemy.

As RFC 3464 has them, and RFC 6533 for servers that take mail in UTF-8.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import BinaryIO

# What is read of each mail: a report, and the id of the mail that it returns, stand at its beginning.
LARGEST = 500_000
OURS = re.compile(r"<([0-9a-f]{32})@[^<>\s]+>")
HEADERS = BytesHeaderParser(policy=email.policy.compat32)
ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
# What RFC 6533 calls the parts of a report, by what RFC 3464 calls them: what is read of them is the same.
INTERNATIONAL = re.compile(rb"message/global(-delivery-status|-headers)?(?![\w-])", re.IGNORECASE)
PLAIN = {
    b"-delivery-status": b"message/delivery-status",
    b"-headers": b"text/rfc822-headers",
    None: b"message/rfc822",
}
STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")


@dataclass(frozen=True)
class Report:
    """One recipient of one report: where it was read, what became of which mail.

    `action` is one of the words of RFC 3464, or empty. `record_id` (32 hex digits) is from the Message-ID of the mail
    returned, if that looks like one of ours: some relays put their own in its place. `recipients` are the addresses
    named, in small letters.
    """

    name: str
    action: str
    status: str
    record_id: str | None
    recipients: frozenset[str]


@dataclass(frozen=True)
class Skipped:
    """What is no report of a delivery."""

    name: str


def read_reports(path: Path) -> Iterator[Report | Skipped]:
    """Every report in `path`, in its order; what else lies there is named as skipped. Raises OSError."""
    for source, raw in _mails(path):
        name = _printable(source)
        yield from tuple(parse_report(name, raw)) or (Skipped(name),)


def parse_report(name: str, raw: bytes) -> Iterator[Report]:
    """The recipients of one delivery status notification; nothing for any other mail."""
    try:
        message = email.message_from_bytes(_in_plain_types(raw), policy=email.policy.compat32)
    except (RecursionError, ValueError):  # parts in parts in parts, or a boundary in letters that nobody has
        return
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    parts = [part for part in message.get_payload() if isinstance(part, Message)]
    ours = OURS.fullmatch(_message_id(parts))
    for part in parts:
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        groups = list(part.get_payload())
        for fields in groups[1:]:  # the first one is about the whole mail
            yield Report(
                name=name,
                action=_action(_field(fields, "Action").lower()),
                status=_status(_field(fields, "Status")),
                record_id=ours[1] if ours else None,
                recipients=frozenset(
                    filter(
                        None, (_address(fields, which) for which in ("Original-Recipient", "Final-Recipient"))
                    )
                ),
            )


def _in_plain_types(raw: bytes) -> bytes:
    return INTERNATIONAL.sub(lambda match: PLAIN[match[1] and match[1].lower()], raw)


def _message_id(parts: list[Message]) -> str:
    """The Message-ID of the mail that came back, whole or only its headers."""
    for part in parts[1:]:
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return _field(part.get_payload(0), "Message-ID")
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            headers = payload if isinstance(payload, bytes) else b""
            return _field(HEADERS.parsebytes(headers), "Message-ID")
    return ""


def _field(fields: object, name: str) -> str:
    return str(fields.get(name, "")).strip() if isinstance(fields, Message) else ""


def _action(word: str) -> str:
    """One of the words of RFC 3464, or nothing: what a stranger wrote into a mail is shown to nobody."""
    return word if word in ACTIONS else ""


def _status(written: str) -> str:
    match = STATUS.match(written)
    return match[0] if match else "bounced"


def _address(fields: object, name: str) -> str:
    """`rfc822; someone@example.org`, without its type."""
    return _field(fields, name).rpartition(";")[2].strip().strip("<>").lower()


def _mails(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        maildir = (path / "cur").is_dir() or (path / "new").is_dir()
        folders = [path / "cur", path / "new"] if maildir else [path]
        for file in sorted(file for folder in folders if folder.is_dir() for file in folder.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                with file.open("rb") as opened:
                    yield file.name, opened.read(LARGEST)
        return
    with path.open("rb") as opened:
        if not opened.peek(5).startswith(b"From "):
            yield path.name, opened.read(LARGEST)
            return
        for number, raw in enumerate(_in_mbox(opened), start=1):
            yield f"{path.name}, mail {number}", raw


def _in_mbox(opened: BinaryIO) -> Iterator[bytes]:
    """The beginning of each mail of an mbox, which is read in pieces and never held."""
    mail = bytearray()
    begins = opened.readline(LARGEST).endswith(b"\n")  # whether a line does, and no further piece of one
    while piece := opened.readline(LARGEST):
        if begins and piece.startswith(b"From "):
            yield bytes(mail)
            mail.clear()
        else:
            mail += piece[: LARGEST - len(mail)]
        begins = piece.endswith(b"\n")
    yield bytes(mail)


def _printable(name: str) -> str:
    """A file's name as a terminal shows it; some mail programs name files by the mail's subject."""
    return "".join(character if character.isprintable() else "�" for character in name)
