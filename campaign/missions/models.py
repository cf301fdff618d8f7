"""Where a mission is written to, in which language, and what is to be done about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class MissionAddress(Model):
    """Where a mission is written to, as the organisers found it in `source` on `date`; none ships with us."""

    __tablename__ = "mission_addresses"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    style: Mapped[str] = mapped_column(String(60))
    # `f`, `m`, or empty where nobody said. SQLite adds no column that has to have a value; every row has one.
    gender: Mapped[str] = mapped_column(String(2), nullable=True)
    source: Mapped[str] = mapped_column(String(300))
    date: Mapped[date]


class MissionLanguage(Model):
    """The language to write to a mission in, where the organisers chose another than the table's."""

    __tablename__ = "mission_languages"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    language: Mapped[str] = mapped_column(String(12))


class Channel(StrEnum):
    """How a mission gets its letter."""

    MAIL = "mail"
    POST = "post"
    HAND = "hand"


class OwnGroup(Model):
    """Some States that one campaign's organisers write to together, under a name of theirs."""

    __tablename__ = "own_groups"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    name: Mapped[str] = mapped_column(String(60))
    states: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)


class FollowUp(Model):
    """What one campaign's organisers mean to do about one mission. Personal and theirs alone: it goes with the list.

    `concerned` is a State that the demand is about: whether it is written to is asked each time.
    """

    __tablename__ = "follow_ups"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    channel: Mapped[Channel] = mapped_column(OneOf(Channel, 4))
    step: Mapped[str] = mapped_column(String(200))
    day: Mapped[date | None]
    whose: Mapped[str] = mapped_column(String(120))
    notes: Mapped[str] = mapped_column(Text)
    concerned: Mapped[bool]
