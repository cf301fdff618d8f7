"""The outbox, what was sent to whom (by tag), and the addresses never to write to again (by tag)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class MessageState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Message(Model):
    """One outgoing mail. `sealed` holds it whole, under the key of `mail_day`, and goes when it is sent or given up."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_due", "state", "due_at"),
        Index("ix_messages_ended", "state", "ended_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    record_id: Mapped[bytes] = mapped_column(unique=True)
    state: Mapped[MessageState] = mapped_column(OneOf(MessageState, 8), default=MessageState.WAITING)
    sealed: Mapped[bytes | None]
    mail_day: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str | None] = mapped_column(String(60))  # the server's code and class, never its text


class Mailing(Model):
    """That something was sent to an address, by its tag: what the mail limits count. Kept for 30 days."""

    __tablename__ = "mailings"
    __table_args__ = (Index("ix_mailings_tag", "mail_tag", "at"), Index("ix_mailings_at", "at"))

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    mail_tag: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(Moment)


class StoppedAddress(Model):
    """An address that said "never again", by its tag."""

    __tablename__ = "stopped_addresses"

    stop_tag: Mapped[bytes] = mapped_column(primary_key=True)
