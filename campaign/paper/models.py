"""Slips of paper: who keeps them, those that were printed, and what was typed of them. Who it was is sealed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class SlipState(StrEnum):
    """How far a slip has come."""

    PRINTED = "printed"
    TYPED = "typed"  # its hold lasts: it can be undone
    ENTERED = "entered"  # in the log
    WITHDRAWN = "withdrawn"  # by its code, or by its number for whoever lost that


class Keeping(Model):
    """Who keeps the slips of a campaign, and until when; since when they are shredded, None before."""

    __tablename__ = "paper_keepings"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    keeper: Mapped[str] = mapped_column(String(100))
    shred_on: Mapped[date]
    shredded_on: Mapped[date | None]


class PaperImport(Model):
    """A file of rows that was taken in; until `due_at` all of them can be undone at once."""

    __tablename__ = "paper_imports"
    __table_args__ = (Index("ix_paper_imports_campaign", "campaign_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    rows: Mapped[int] = mapped_column(RowId)
    made_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class Slip(Model):
    """One slip. Its code is stored as a hash, and stands nowhere else but on the signer's half.

    `text` is the hash of what is printed on it. The record is sealed as it is typed; the commitment waits here until
    the hold is over.
    """

    __tablename__ = "paper_slips"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        Index("ix_paper_slips_state", "campaign_id", "state", "id"),
        Index("ix_paper_slips_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    number: Mapped[int] = mapped_column(RowId)
    state: Mapped[SlipState] = mapped_column(OneOf(SlipState, 9))
    code_hash: Mapped[bytes | None] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(12))
    record_id: Mapped[bytes | None]
    sealed: Mapped[bytes | None]
    commitment: Mapped[str | None] = mapped_column(String(64))
    import_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("paper_imports.id"))
    due_at: Mapped[datetime | None] = mapped_column(Moment)
