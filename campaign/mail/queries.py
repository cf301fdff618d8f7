"""Reading the outbox and the mail limits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from campaign.extensions import db
from campaign.lib import clock
from campaign.mail.limits import AHEAD, MEMORY
from campaign.mail.models import Mailing, Message, MessageState, StoppedAddress

SLOW = timedelta(minutes=10)
BY_US = (
    "expired",
    "forgotten",
    "stopped",
    "unreadable",
    "unwritable",
)  # of mails that no server was asked to take

# Built once, on the bare table: the worker asks four times a second.
MESSAGES: Any = Message.__table__
THEIR_TIME = MESSAGES.c.state == MessageState.WAITING, MESSAGES.c.due_at <= bindparam("now")
IS_DUE = select(MESSAGES.c.id).where(*THEIR_TIME).limit(1)
DUE = (
    select(*(MESSAGES.c[name] for name in ("id", "record_id", "sealed", "mail_day", "attempts", "due_at")))
    .where(*THEIR_TIME)
    .order_by(MESSAGES.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def is_due() -> bool:
    """Whether a message's time has come: a look by its index, whatever waits."""
    return db.session.scalar(IS_DUE, {"now": clock.now()}) is not None


def due(*, limit: int) -> Sequence[Any]:
    """Messages whose time has come, the longest due first, for the caller to hand over: none that another is at."""
    return db.session.execute(DUE, {"now": clock.now(), "most": limit}).all()


def newest() -> int:
    """The number of the message that came last; 0 before the first."""
    return db.session.scalar(select(func.max(Message.id))) or 0


def waiting_between(after: int, last: int, *, limit: int) -> list[Message]:
    """The messages that wait, due or not, behind the one number and up to the other, in the order they came."""
    query = select(Message).where(
        Message.state == MessageState.WAITING, Message.id > after, Message.id <= last
    )
    return list(db.session.scalars(query.order_by(Message.id).limit(limit)))


def sent_within_an_hour() -> int:
    """How much of the hour's budget is used; not by what a clock that was ahead dates into the future."""
    now = clock.now()
    return _ended_since(now - clock.HOUR, MessageState.SENT, Message.ended_at <= now + AHEAD)


def anybody_stopped() -> bool:
    """Whether any address said that it is never to be written to again."""
    return db.session.scalar(select(StoppedAddress.stop_tag).limit(1)) is not None


def days_waiting() -> set[date]:
    """The days under whose keys messages wait."""
    query = select(Message.mail_day).where(
        Message.state == MessageState.WAITING, Message.mail_day.is_not(None)
    )
    return {day for day in db.session.scalars(query.distinct()) if day}


def is_slow() -> bool:
    """Whether a message that could go has waited for more than ten minutes."""
    oldest = db.session.scalar(select(func.min(Message.due_at)).where(Message.state == MessageState.WAITING))
    return oldest is not None and oldest < clock.now() - SLOW


def waiting() -> tuple[int, datetime | None]:
    """How many messages wait, and since when the longest due of them could have gone."""
    query = select(func.count(), func.min(Message.due_at)).where(Message.state == MessageState.WAITING)
    count, oldest = db.session.execute(query).one()
    return count, oldest


def by_state() -> dict[str, int]:
    """How many wait now, those among them that were refused once, and those sent or given up within the hour."""
    refused = select(func.count()).where(Message.state == MessageState.WAITING, Message.attempts > 0)
    query = select(func.count()).select_from(Message).where(Message.ended_at > clock.now() - clock.HOUR)
    ended = {
        state.value: db.session.scalar(query.where(Message.state == state)) or 0
        for state in (MessageState.SENT, MessageState.FAILED)
    }
    return {"waiting": waiting()[0], "refused": db.session.scalar(refused) or 0, **ended}


def given_up_within_an_hour() -> int:
    """How many mails were refused for good within the hour."""
    return given_up_since(clock.now() - clock.HOUR)


def given_up_since(moment: datetime) -> int:
    """How many mails were given up since then, for whatever reason."""
    return _ended_since(moment, MessageState.FAILED)


def answered_since(moment: datetime) -> tuple[int, int]:
    """How many mails a server has taken since then, and how many it has refused for good."""
    refused = _ended_since(moment, MessageState.FAILED, Message.answer.not_in(BY_US))
    return _ended_since(moment, MessageState.SENT), refused


def is_stuck(*, since: datetime) -> bool:
    """Whether a mail has waited since before then, and nothing has left that came then or later.

    One that left since then shows that mail leaves, and so does one that came after the longest waiting: a mailbox that
    takes nothing for hours is its own affair.
    """
    if _left(Message.ended_at > since):
        return False
    oldest = db.session.scalar(select(func.min(Message.made_at)).where(Message.state == MessageState.WAITING))
    return (
        oldest is not None
        and oldest <= since
        and not _left(Message.ended_at > oldest, Message.made_at > oldest)
    )


def _left(*where: Any) -> bool:
    query = select(Message.id).where(Message.state == MessageState.SENT, *where)
    return db.session.scalar(query.limit(1)) is not None


def _ended_since(moment: datetime, state: MessageState, *where: Any) -> int:
    query = select(func.count()).select_from(Message)
    return db.session.scalar(query.where(Message.state == state, Message.ended_at > moment, *where)) or 0


def sent_to(mail_tags: Iterable[bytes]) -> dict[bytes, list[datetime]]:
    """When each address, by tag, was written to in the last 30 days."""
    query = select(Mailing.mail_tag, Mailing.at).where(
        Mailing.mail_tag.in_(set(mail_tags)), Mailing.at > clock.now() - MEMORY
    )
    moments: dict[bytes, list[datetime]] = defaultdict(list)
    for tag, at in db.session.execute(query):
        moments[tag].append(at)
    return moments


def left_at(record_ids: Iterable[bytes]) -> dict[bytes, datetime]:
    """When each of these messages was taken by a server; none of those that wait or were given up."""
    query = select(Message.record_id, Message.ended_at).where(
        Message.record_id.in_(set(record_ids)), Message.state == MessageState.SENT
    )
    return {record_id: at for record_id, at in db.session.execute(query) if at is not None}


def stopped(stop_tags: Iterable[bytes]) -> set[bytes]:
    """Which of these addresses said "never again"."""
    return set(
        db.session.scalars(select(StoppedAddress.stop_tag).where(StoppedAddress.stop_tag.in_(set(stop_tags))))
    )
