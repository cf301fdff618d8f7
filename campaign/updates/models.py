"""What is told of a campaign after its release: dated updates, where what is public is apart from what is written."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, RowId
from campaign.extensions import Model


class Update(Model):
    """One update. `key` is chance and is in its address; `day` is being written, `shown_day` is what the public reads.

    `changed_at` is when the public last read something else than before. The place of one that was taken back stays.
    """

    __tablename__ = "updates"
    __table_args__ = (UniqueConstraint("campaign_id", "key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    key: Mapped[str] = mapped_column(String(22))
    day: Mapped[date]
    shown_day: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)


class UpdateText(Model):
    """Its words in one language, being written and as the public reads them. Either may be empty, both parts then."""

    __tablename__ = "update_texts"

    update_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("updates.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    headline: Mapped[str]
    body: Mapped[str]
    shown_headline: Mapped[str] = mapped_column(default="")
    shown_body: Mapped[str] = mapped_column(default="")


class UpdateNote(Model):
    """A sentence under an update, by language, that says which fact was corrected."""

    __tablename__ = "update_notes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    update_id: Mapped[int] = mapped_column(RowId, ForeignKey("updates.id", ondelete="CASCADE"), index=True)
    corrected: Mapped[dict[str, str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)
