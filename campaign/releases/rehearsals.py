"""What is tried before a campaign opens, and how it went."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class Exercise(StrEnum):
    """What is tried before a campaign opens, in the order in which it is asked for."""

    MAIL = "mail"  # one's own mailbox at a provider that signers use
    WITHDRAWAL = "withdrawal"
    LETTER = "letter"
    HELD_FORM = "held form"
    LIST = "list"
    RESTORE = "restore"


class Outcome(StrEnum):
    """How an exercise went."""

    INBOX = "inbox"
    SPAM = "spam"
    WORKED = "worked"
    FAILED = "failed"
    UNTRIED = "not yet"


class Rehearsal(Model):
    """How an exercise went the last time; of mail, at each provider (`at_provider`, its domain, else empty)."""

    __tablename__ = "rehearsals"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    exercise: Mapped[Exercise] = mapped_column(OneOf(Exercise, 12), primary_key=True)
    at_provider: Mapped[str] = mapped_column(String(255), primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(OneOf(Outcome, 8))
    by: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"))
    at: Mapped[datetime] = mapped_column(Moment)
