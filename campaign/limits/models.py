"""Networks with a wider budget, and what was refused by day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.extensions import Model, Moment, OneOf, RowId


class RefusalKind(StrEnum):
    """Why a request is refused: over its budget, sent by another site, no form of ours."""

    LIMITED = "limited"
    ELSEWHERE = "elsewhere"
    GARBLED = "garbled"


class WidenedNetwork(Model):
    """A network that an organiser named, with ten times the budget until its day; deleted after it."""

    __tablename__ = "widened_networks"

    network: Mapped[str] = mapped_column(String(43), primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment)


class Refusals(Model):
    """How many requests were refused on a day, and how.

    `network` is four digits of the day's keyed hash, which thousands of networks share; empty once the day is over.
    """

    __tablename__ = "refusals"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[RefusalKind] = mapped_column(OneOf(RefusalKind, 9), primary_key=True)
    network: Mapped[str] = mapped_column(String(4), primary_key=True)
    count: Mapped[int] = mapped_column(RowId)
