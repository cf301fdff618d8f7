"""The outbox's verbs: queue, deliver, stop, tidy."""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy import insert as bare_insert
from sqlalchemy.exc import OperationalError

from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.mail import queries
from campaign.mail.composing import Mail, as_message
from campaign.mail.leases import Lease, renewing
from campaign.mail.limits import AHEAD, LONGEST, MEMORY, retry_after
from campaign.mail.models import Mailing, Message, MessageState, StoppedAddress
from campaign.mail.transports import Refused, Transport
from campaign.vault import trusted_time
from campaign.vault.day_keys import NotHere, Opener, seal_mail
from campaign.vault.envelope import RECORD_LENGTH, Unreadable
from campaign.vault.wiping import note_erased

AT_A_TIME = 50
BATCH = 1_000
# Of messages known by their numbers ask that they haven't ended: the index by state has all that wait.
ENDED = (MessageState.SENT, MessageState.FAILED)
AS_IT_IS = {"synchronize_session": False}  # rows that were read are not looked at again
# On the bare tables, built once: the ORM compares a statement with every row that it has read.
QUEUED, COUNTED = bare_insert(Message.__table__), bare_insert(Mailing.__table__)
EMPTIED: dict[str, object] = {"sealed": None, "mail_day": None}
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


def new_record_id() -> bytes:
    """The id of a message to be: in its Message-ID and sealed into it."""
    return secrets.token_bytes(RECORD_LENGTH)


def queue(*, mail: Mail, mail_tag: bytes | None = None) -> None:
    """Put a mail into the outbox, in the caller's transaction; with a tag it counts against the address's limits."""
    queue_all(mails=[(mail, mail_tag)])


def queue_all(*, mails: Sequence[tuple[Mail, bytes | None]]) -> None:
    """The same for several, each with its tag or none: a statement for all of them."""
    if not mails:
        return
    with transaction() as session:
        session.execute(QUEUED, [_queued(mail) for mail, _ in mails])
        tagged = [{"mail_tag": tag, "at": clock.now()} for _, tag in mails if tag is not None]
        if tagged:
            session.execute(COUNTED, tagged)


def _queued(mail: Mail) -> dict[str, object]:
    now, record_id = clock.now(), bytes.fromhex(mail.record_id)
    sealed, day = seal_mail(mail.packed(), record_id=record_id)
    return {
        "record_id": record_id, "state": MessageState.WAITING, "sealed": sealed, "mail_day": day, "made_at": now,
        "due_at": now, "attempts": 0,
    }  # fmt: skip


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


def stop(*, stop_tag: bytes) -> None:
    """Never write to this address again; safe to repeat."""
    with transaction() as session:
        session.execute(insert(StoppedAddress).values(stop_tag=stop_tag).on_conflict_do_nothing())


def forget(*, mail_tag: bytes) -> None:
    """Forget when an address was written to."""
    with transaction() as session:
        gone: Any = session.execute(delete(Mailing).where(Mailing.mail_tag == mail_tag))
        if gone.rowcount:
            note_erased("mailings")


def call_back() -> int:
    """Have due at once what is due later than anything waits, since a clock that was ahead wrote it; a batch.

    Returns how many. One that was ahead by less than LONGEST costs that long at most.
    """
    late = clock.now() + LONGEST + AHEAD
    keys = _some(Message.id, Message.state == MessageState.WAITING, Message.due_at > late)
    if keys:
        with transaction() as session:
            waiting = update(Message).where(Message.id.in_(keys), Message.due_at > late)
            session.execute(waiting.values(due_at=clock.now()).execution_options(**AS_IT_IS))
    return len(keys)


def tidy() -> int:
    """Forget a batch of what the limits no longer need, one of messages that ended 30 days ago; returns how many."""
    long_ago = trusted_time.now() - MEMORY
    mailings = _some(Mailing.id, Mailing.at < long_ago)
    ended = _some(Message.id, Message.state.in_(ENDED), Message.ended_at < long_ago)
    if mailings or ended:
        with transaction() as session:
            session.execute(delete(Mailing).where(Mailing.id.in_(mailings)))
            session.execute(delete(Message).where(Message.id.in_(ended)))
            note_erased("mailings", "messages")
    return len(mailings) + len(ended)


def find(*, meant: Callable[[Mail], bool], after: int = 0) -> tuple[list[int], int]:
    """The messages that wait and are meant, of those behind number `after` that this machine can open; and where to
    go on, for what comes meanwhile. It opens all that wait, which takes its time: a look, not for a transaction.
    """
    keys: list[int] = []
    last, opener = queries.newest(), Opener()
    while page := queries.waiting_between(after, last, limit=BATCH):
        keys += [message.id for message in page if _holds(message, meant, opener)]
        after = page[-1].id
    return keys, last


def drop(*, messages: Sequence[int]) -> None:
    """End these, if they still wait: they are unwanted."""
    if not messages:
        return
    with transaction() as session:
        unwanted = update(Message).where(Message.id.in_(messages), Message.state.not_in(ENDED))
        session.execute(unwanted.values(**_given_up("forgotten")).execution_options(**AS_IT_IS))
        note_erased("messages")


def _holds(message: Message, meant: Callable[[Mail], bool], opener: Opener) -> bool:
    try:
        return meant(_mail_in(message, opener))
    except (NotHere, Unreadable):
        return False


def give_up(*, day: date) -> int:
    """End a batch of what still waits under the key of a day that is over; returns how many."""
    keys = _some(Message.id, Message.state == MessageState.WAITING, Message.mail_day == day)
    if keys:
        with transaction() as session:
            waiting = update(Message).where(Message.id.in_(keys), Message.state.not_in(ENDED))
            session.execute(waiting.values(**_given_up("expired")).execution_options(**AS_IT_IS))
    return len(keys)


def _some(key: Any, *where: Any) -> Sequence[int]:
    """The numbers of a batch of rows: a look, so that the writer's turn is for those alone."""
    return db.session.scalars(select(key).where(*where).limit(BATCH)).all()


def _claim() -> tuple[list[Claimed], Lease]:
    """The next messages, put off meanwhile, so that a second worker, or this one after a fault, finds others."""
    with transaction():
        left = settings().mail_per_hour - queries.sent_within_an_hour()
        claimed, unopened, opener = [], [], Opener()
        for message in queries.due(limit=max(0, min(AT_A_TIME, left))):
            try:
                claimed.append(
                    Claimed(message.id, message.attempts, message.due_at, _mail_in(message, opener))
                )
            except NotHere:
                unopened.append({"id": message.id, "due_at": clock.now() + clock.HOUR})
            except Unreadable:
                unopened.append({"id": message.id, **_given_up("unreadable")})
        _write_down(unopened)
        lease = Lease([each.key for each in claimed], clock.now())
        lease.renew()
        return claimed, lease


def _mail_in(message: Any, opener: Opener) -> Mail:
    """Raises NotHere, Unreadable."""
    sealed, day = message.sealed or b"", message.mail_day
    return Mail.unpacked(opener.open(sealed, record_id=message.record_id, day=day))


def _handed_over(claimed: Claimed, transport: Transport, stops: Stops) -> dict[str, object]:
    """What to write down of one message."""
    mail = claimed.mail
    if mail in stops:
        return _given_up("stopped")
    try:
        message = as_message(mail, sender=settings().mail_from, host=settings().host, date=clock.now())
    except Exception:  # Python's mail package raises of many kinds for what it can't write
        return _given_up("unwritable")
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
            return _given_up(refusal.answer)
        return {"due_at": now + wait, "answer": refusal.answer}
    return {"state": MessageState.SENT, "ended_at": now, **EMPTIED, "answer": None}


def _given_up(answer: str) -> dict[str, object]:
    return {"state": MessageState.FAILED, "ended_at": clock.now(), **EMPTIED, "answer": answer}


def _settle(outcomes: list[dict[str, object]]) -> None:
    """One commit for the batch: a signature has only two of its own. What left must not leave again, so it is tried
    for as long as the database may be away for a while. Raises SQLAlchemyError.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            _write_down(outcomes)
            break
        except OperationalError:
            if not tries_left:
                raise
            time.sleep(APART)


def _write_down(outcomes: list[dict[str, object]]) -> None:
    """One statement for all messages of which the same is said."""
    alike: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    for outcome in outcomes:
        names = tuple(sorted(name for name in outcome if name != "id"))
        alike[names].append({"key": outcome["id"], **{name: outcome[name] for name in names}})
    with transaction() as session:
        for names, rows in alike.items():
            session.execute(_updating(names), rows)


@lru_cache(maxsize=20)
def _updating(names: tuple[str, ...]) -> Any:
    """The statement that changes these columns of a message, built once."""
    messages = Message.__table__
    changed = {name: bindparam(name, type_=messages.c[name].type) for name in names}
    return update(messages).where(messages.c.id == bindparam("key")).values(changed)
