"""Sending an update to those in a sealed list who asked for it: one mail each, over one line, no faster than agreed."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from campaign.lib import clock
from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.progress import Progress
from campaign.lib.refusal import Refusal
from campaign.lists.journal import Mailout, Mark
from campaign.lists.sealed_format import Frame, blocks
from campaign.lists.unseal import Line
from campaign.lists.update_texts import Update
from campaign.mail.composing import Mail, as_message
from campaign.mail.transports import Refused, Server
from campaign.tally.removal import InvalidationReason
from campaign.vault.envelope import Opener

UNSUBSCRIBE = re.compile(r"(https?://[a-z0-9.:\[\]-]+)/[a-z]{2,3}/u/[A-Za-z0-9_-]{36}", re.IGNORECASE)
PAGE = re.compile(r"(https?://[a-z0-9.:\[\]-]+)/[a-z]{2,3}/[a-z0-9-]{1,60}", re.IGNORECASE)
PAUSES = (60, 300, 900)  # seconds before what was put off is tried again, and before a line that broke
IN_A_ROW = 10  # so many put off one after another mean us, not them


@dataclass(frozen=True)
class Signer:
    """Who gets it: her record's id, her address, the language she signed in, and the address that ends updates."""

    record_id: bytes
    address: str
    language: str | None
    unsubscribe: str | None
    # Why, for one to be told of that, and on which page she reads whom to write to.
    removed: InvalidationReason | None = None
    page: str = ""
    # Whether her own record lets her be written to: it has her wish, sealed, which the line can't add to.
    asked: bool = True


def wanting(path: Path, frame: Frame) -> Iterator[Line]:
    """The lines of those who want updates, or are to be told of a removal; it needs no key. Raises Refusal."""
    site = None
    for first, block in blocks(path, frame):
        for number, raw in enumerate(block.split(b"\n")[:-1], first):
            line = Line(path, number, raw)
            if line.known.wants_updates is not True and line.known.removed is None:
                continue
            leads = site_of(line)
            if leads != (site := site or leads):
                raise Refusal("lists/line-of-another-site", number=number, path=path)
            yield line


def site_of(line: Line) -> str:
    """Scheme and host of the address that ends updates, or of the campaign's. Raises Refusal."""
    if line.known.removed is not None and (page := PAGE.fullmatch(str(line.known.page))):
        return page[1]
    link = UNSUBSCRIBE.fullmatch(str(line.known.unsubscribe))
    if link is None:
        raise Refusal("lists/line-without-link", number=line.number, path=line.path)
    return link[1]


def reason_of(line: Line) -> InvalidationReason | None:
    """Why a removed signature was removed; None in any other list. Raises Refusal for a reason we have no words for."""
    try:
        return None if line.known.removed is None else InvalidationReason(line.known.removed)
    except ValueError:
        raise Refusal("lists/unknown-reason", number=line.number, path=line.path) from None


def opened(line: Line, slug: str, opener: Opener) -> Signer:
    """Who stands in the line. Raises Refusal."""
    sealed, record = line.known, line.opened(slug, opener)
    try:
        address = deliverable(record.address)
    except NotAnAddress:
        raise Refusal("lists/line-without-address", number=line.number, path=line.path) from None
    if (reason := reason_of(line)) is not None:
        return Signer(sealed.record_id, address, sealed.language, None, reason, str(sealed.page))
    asked = record.may_be_updated(listed=sealed.wants_updates)
    return Signer(sealed.record_id, address, sealed.language, str(sealed.unsubscribe), asked=asked)


def letter(update: Update, signer: Signer, *, sender: str, message_id: str) -> EmailMessage:
    """The mail; an update with the two headers by which a mail program offers to end them in one click (RFC 8058)."""
    if signer.removed is not None:
        body = update.telling(signer.removed, signer.page)
    else:
        body = update.ending_at(signer.unsubscribe or "")
    mail = Mail(signer.address, update.subject, body, update.language, message_id)
    host = sender.rpartition("@")[2].rstrip(">")
    message = as_message(mail, sender=sender, host=host, date=clock.now())
    message["Reply-To"] = sender
    if signer.unsubscribe:
        message["List-Unsubscribe"] = f"<{signer.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


class Pace:
    """No more than so many an hour, evenly."""

    def __init__(self, per_hour: int) -> None:
        self.apart = 3600 / per_hour
        self.next = time.monotonic()

    def wait(self) -> None:
        """Until the next may go."""
        sleep(self.next - time.monotonic())
        self.next = max(self.next, time.monotonic()) + self.apart


def sleep(seconds: float) -> None:
    """Nothing for some seconds."""
    if seconds > 0:
        time.sleep(seconds)


@dataclass
class Sending:
    """One run of a mailout. `written` makes a signer's mail, `progress` is told of each that is settled.

    `sent` and `refused` (for good, by the server's code) say how it went, in numbers.
    """

    mailout: Mailout
    line: Server
    written: Callable[[Signer], EmailMessage]
    pace: Pace
    progress: Progress
    sent: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[bytes, Refused]] = field(default_factory=list)  # one after another

    def send(self, signers: Iterable[Signer]) -> None:
        """To each, and once more after a while to those who were put off. Raises Refusal, OSError."""
        later = [signer for signer in signers if not self._settled(signer)]
        for pause in PAUSES:
            if later:
                self.line.close()
                sleep(pause)
                self.missed.clear()
                later = [signer for signer in later if not self._settled(signer)]

    def _settled(self, signer: Signer) -> bool:
        """Whether there is nothing more to try with her. The line is opened first, so that what fails then failed."""
        self.pace.wait()
        self._open_line()
        message = self.written(signer)
        self.mailout.mark(signer.record_id, Mark.SENDING)
        try:
            self.line.send(message)
        except Refused as refusal:
            settled = self._failed(signer, refusal)
        else:
            self.mailout.mark(signer.record_id, Mark.SENT)
            self.sent += 1
            self.missed.clear()
            settled = True
        self.progress(int(settled))
        return settled

    def _failed(self, signer: Signer, refusal: Refused) -> bool:
        self.missed.append((signer.record_id, refusal))
        if refusal.final:
            self.mailout.mark(signer.record_id, Mark.REFUSED)
            self.refused[refusal.answer] += 1
        elif refusal.answer.isdigit():
            self.mailout.mark(signer.record_id, Mark.LATER)
        if len(self.missed) >= IN_A_ROW:
            self._spare_the_missed()
            raise Refusal("lists/none-taken", most=IN_A_ROW, answer=refusal.answer)
        return (
            refusal.final or not refusal.answer.isdigit()
        )  # a line that broke: whether she got it, nobody knows

    def _spare_the_missed(self) -> None:
        """It is us whom the server refuses, so none of them is refused for good."""
        for record_id, refusal in self.missed:
            if refusal.final:
                self.mailout.mark(record_id, Mark.LATER)
                self.refused[refusal.answer] -= 1

    def _open_line(self) -> None:
        for pause in (*PAUSES, 0):
            try:
                return self.line.begin()
            except Refused as refusal:
                answer = refusal.answer
                sleep(pause)
        raise Refusal("lists/server-gone", answer=answer)
