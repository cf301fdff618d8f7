"""Where a mission is written to, and in which language."""

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
    # `f`, `m`, or empty where nobody said. SQLite adds no column that has to have a value; every row has one.
    gender: Mapped[str] = mapped_column(String(2), nullable=True)
    source: Mapped[str] = mapped_column(String(300))
    date: Mapped[date]


class MissionLanguage(Model):
    """The language to write to a mission in, where the organisers chose another than the table's."""

    __tablename__ = "mission_languages"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
