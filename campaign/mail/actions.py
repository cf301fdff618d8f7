"""The outbox's verbs but for delivering: queue, stop, tidy."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy import insert as bare_insert

from campaign.extensions import AS_IT_IS, db, insert, transaction
from campaign.lib import clock
from campaign.mail import queries
from campaign.mail.composing import Mail
from campaign.mail.limits import AHEAD, LONGEST, MEMORY
from campaign.mail.models import Mailing, Message, MessageState, StoppedAddress
from campaign.mail.outcomes import given_up
from campaign.vault import trusted_time
from campaign.vault.day_keys import NotHere, Opener, seal_mail
from campaign.vault.envelope import RECORD_LENGTH, Unreadable
from campaign.vault.wiping import note_erased

BATCH = 1_000
# Of messages known by their numbers ask that they haven't ended: the index by state has all that wait.
ENDED = (MessageState.SENT, MessageState.FAILED)
# On the bare tables, built once: the ORM compares a statement with every row that it has read.
QUEUED, COUNTED = bare_insert(Message.__table__), bare_insert(Mailing.__table__)


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
        session.execute(unwanted.values(**given_up("forgotten")).execution_options(**AS_IT_IS))
        note_erased("messages")


def mail_in(message: Any, opener: Opener) -> Mail:
    """What a message that waits holds. Raises NotHere, Unreadable."""
    sealed, day = message.sealed or b"", message.mail_day
    return Mail.unpacked(opener.open(sealed, record_id=message.record_id, day=day))


def _holds(message: Message, meant: Callable[[Mail], bool], opener: Opener) -> bool:
    try:
        return meant(mail_in(message, opener))
    except (NotHere, Unreadable):
        return False


def give_up(*, day: date) -> int:
    """End a batch of what still waits under the key of a day that is over; returns how many."""
    keys = _some(Message.id, Message.state == MessageState.WAITING, Message.mail_day == day)
    if keys:
        with transaction() as session:
            waiting = update(Message).where(Message.id.in_(keys), Message.state.not_in(ENDED))
            session.execute(waiting.values(**given_up("expired")).execution_options(**AS_IT_IS))
    return len(keys)


def _some(key: Any, *where: Any) -> Sequence[int]:
    """The numbers of a batch of rows: a look, so that the writer's turn is for those alone."""
    return db.session.scalars(select(key).where(*where).limit(BATCH)).all()
