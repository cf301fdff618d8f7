"""Answers for journalists, where what is published is kept apart from what is being written; what ends a campaign."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class PressQuestion(StrEnum):
    """What journalists ask, in the order in which the page has it."""

    REAL = "real"  # how do you know that they are?
    PAYING = "paying"
    SIGNER = "signer"  # may I speak to one?
    EXACT = "exact"  # why aren't the figures?
    REMOVED = "removed"


class PressAnswer(Model):
    """One answer in one language. `words` is None while the one that came with the program has not been changed.

    `shown` is what the public reads, None while that is nothing. Both have figures in braces: see `filling`.
    """

    __tablename__ = "press_answers"

    campaign_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    question: Mapped[PressQuestion] = mapped_column(OneOf(PressQuestion, 8), primary_key=True)
    words: Mapped[str | None] = mapped_column(Text)
    shown: Mapped[str | None] = mapped_column(Text)


class EndingStep(StrEnum):
    """What is done after the close that only those who do it can know of."""

    HAND_OVER = "hand-over"
    THANK = "thank"


class EndingStepDone(Model):
    """That one of them is, and since when."""

    __tablename__ = "ending_steps"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    step: Mapped[EndingStep] = mapped_column(OneOf(EndingStep, 12), primary_key=True)
    done_at: Mapped[datetime] = mapped_column(Moment)
