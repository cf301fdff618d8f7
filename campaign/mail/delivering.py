"""Handing due messages over, batch by batch, and writing down what became of each."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy.exc import OperationalError

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.mail import queries
from campaign.mail.actions import mail_in
from campaign.mail.composing import Mail, as_message
from campaign.mail.leases import Lease, renewing
from campaign.mail.limits import retry_after
from campaign.mail.models import MessageState
from campaign.mail.outcomes import EMPTIED, given_up, write_down
from campaign.mail.transports import Refused, Transport
from campaign.vault.day_keys import NotHere, Opener
from campaign.vault.envelope import Unreadable

AT_A_TIME = 50
STOPS_LOOKED = 1  # seconds
PATIENCE = 5  # seconds after which a slow server's batch is written down
TRIES, APART = 30, 1  # of writing down what became of a batch, and seconds between them


@dataclass(frozen=True)
class Claimed:
    """A message that is ours to hand over, and when it was due."""

    key: int
    attempts: int
    due_at: datetime
    mail: Mail


def deliver(*, transport: Transport) -> int:
    """Hand due messages over, as many as the hour's budget has left; returns how many were tried.

    No transaction is open while the server answers. A crash in between sends some again, under the same Message-ID;
    none is lost. One that waited while its address said "never again" is not sent, and one that can't be written
    holds up none behind it.
    """
    if not queries.is_due():
        return 0
    claimed, lease = _claim()
    outcomes: list[dict[str, object]] = []
    begun, stops = time.monotonic(), Stops([each.mail for each in claimed])
    try:
        with renewing(lease, transport):
            for each in claimed:
                if time.monotonic() - begun > PATIENCE or not lease.is_good():
                    break
                became = _handed_over(each, transport, stops)
                outcomes.append({"id": each.key, "due_at": each.due_at, **became})
    finally:  # whatever went wrong, what left is written down
        _settle([*outcomes, *({"id": each.key, "due_at": each.due_at} for each in claimed[len(outcomes) :])])
    return len(outcomes)


class Stops:
    """Which addresses of a batch said "never again": looked at together, and anew after STOPS_LOOKED seconds."""

    def __init__(self, mails: Iterable[Mail]) -> None:
        self._tags = {bytes.fromhex(mail.stop_tag) for mail in mails if mail.stop_tag}
        self._looked: float | None = None
        self._stopped: set[bytes] = set()

    def __contains__(self, mail: Mail) -> bool:
        if not mail.stop_tag:
            return False
        if self._looked is None or time.monotonic() - self._looked > STOPS_LOOKED:
            self._stopped, self._looked = queries.stopped(self._tags), time.monotonic()
            db.session.rollback()  # the look is over before the server is asked
        return bytes.fromhex(mail.stop_tag) in self._stopped


def _claim() -> tuple[list[Claimed], Lease]:
    """The next messages, put off meanwhile, so that a second worker, or this one after a fault, finds others."""
    with transaction():
        left = settings().mail_per_hour - queries.sent_within_an_hour()
        claimed, unopened, opener = [], [], Opener()
        for message in queries.due(limit=max(0, min(AT_A_TIME, left))):
            try:
                claimed.append(
                    Claimed(message.id, message.attempts, message.due_at, mail_in(message, opener))
                )
            except NotHere:
                unopened.append({"id": message.id, "due_at": clock.now() + clock.HOUR})
            except Unreadable:
                unopened.append({"id": message.id, **given_up("unreadable")})
        write_down(unopened)
        lease = Lease([each.key for each in claimed], clock.now())
        lease.renew()
        return claimed, lease


def _handed_over(claimed: Claimed, transport: Transport, stops: Stops) -> dict[str, object]:
    """What to write down of one message."""
    mail = claimed.mail
    if mail in stops:
        return given_up("stopped")
    try:
        message = as_message(mail, sender=settings().mail_from, host=settings().host, date=clock.now())
    except Exception:  # Python's mail package raises of many kinds for what it can't write
        return given_up("unwritable")
    attempts = claimed.attempts + 1
    return {"attempts": attempts, **_tried(transport, message, attempts)}


def _tried(transport: Transport, message: EmailMessage, attempts: int) -> dict[str, object]:
    """What to write down of one attempt."""
    now = clock.now()
    try:
        transport.send(message)
    except Refused as refusal:
        wait = None if refusal.final else retry_after(attempts, unsure=refusal.unsure)
        if wait is None:
            return given_up(refusal.answer)
        return {"due_at": now + wait, "answer": refusal.answer}
    return {"state": MessageState.SENT, "ended_at": now, **EMPTIED, "answer": None}


def _settle(outcomes: list[dict[str, object]]) -> None:
    """One commit for the batch: a signature has only two of its own. What left must not leave again, so it is tried
    for as long as the database may be away for a while. Raises SQLAlchemyError.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            write_down(outcomes)
            break
        except OperationalError:
            if not tries_left:
                raise
            time.sleep(APART)
