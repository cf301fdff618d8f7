"""Networks with a wider budget, and what was refused, or let in although it said little, by day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class RefusalKind(StrEnum):
    """Why a request is refused: over its budget, sent by another site, no form of ours.

    Or what was odd about one that was let in: UNMARKED came without Sec-Fetch-Site, Origin and Referer; UNREADABLE from
    a proxy that wrote no address.
    """

    LIMITED = "limited"
    ELSEWHERE = "elsewhere"
    GARBLED = "garbled"
    UNMARKED = "unmarked"
    UNREADABLE = "unknown"

    @property
    def is_refusal(self) -> bool:
        """Whether such a request was sent away."""
        return self not in {RefusalKind.UNMARKED, RefusalKind.UNREADABLE}


class WidenedNetwork(Model):
    """A network that an organiser named, with ten times the budget until its day; deleted after it."""

    __tablename__ = "widened_networks"

    network: Mapped[str] = mapped_column(String(43), primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment)


class Refusals(Model):
    """How many requests were refused on a day, and how.

    `network` is four digits of the day's keyed hash, which thousands of networks share; empty once the day is over, and
    for what is only counted.
    """

    __tablename__ = "refusals"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[RefusalKind] = mapped_column(OneOf(RefusalKind, 9), primary_key=True)
    network: Mapped[str] = mapped_column(String(4), primary_key=True)
    count: Mapped[int] = mapped_column(RowId)
