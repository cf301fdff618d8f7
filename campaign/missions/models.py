"""Where a mission is written to."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.extensions import Model


class MissionAddress(Model):
    """Where a mission is written to, as the organisers found it in `source` on `date`; none ships with us."""

    __tablename__ = "mission_addresses"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    style: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))  # empty: the State's own
    source: Mapped[str] = mapped_column(String(300))
    date: Mapped[date]
