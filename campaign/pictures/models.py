"""Pictures: what a link to a campaign is shown with, and the one that its organisers put under the demand."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model

LONGEST_NAME = 32


class SharedPicture(Model):
    """What programs show beside a link to a campaign, in one language: a PNG, and the day and total that stand in it.

    `name` follows from its bytes and is part of its address; `drawn_of` from what it was drawn of.
    """

    __tablename__ = "shared_pictures"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    content: Mapped[bytes]
    day: Mapped[date]
    total: Mapped[int] = mapped_column(RowId)
    drawn_of: Mapped[str] = mapped_column(String(64))


class PictureState(StrEnum):
    """How far a campaign's picture is: as it came, made and looked at, or on the page."""

    RECEIVED = "received"
    READY = "ready"
    PUBLIC = "public"


class CampaignPicture(Model):
    """The organisers' picture: at most one in each state.

    `original` is the file as it came, with all that it may tell of whoever took it: it is erased as soon as the sizes
    are made, or can't be. `words` has `alternative` and `credit` by language.
    """

    __tablename__ = "campaign_pictures"
    __table_args__ = (UniqueConstraint("campaign_id", "state"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    state: Mapped[PictureState] = mapped_column(OneOf(PictureState, 8))
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    original: Mapped[bytes | None]
    received_at: Mapped[datetime] = mapped_column(Moment)


class PictureSize(Model):
    """One size of it, as a JPEG without anything but the picture. `name` follows from its bytes."""

    __tablename__ = "picture_sizes"

    picture_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("campaign_pictures.id", ondelete="CASCADE"), primary_key=True
    )
    width: Mapped[int] = mapped_column(primary_key=True)
    height: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), index=True)
    content: Mapped[bytes]
