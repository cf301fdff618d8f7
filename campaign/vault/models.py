"""Who holds a key that opens signers' data, and the day's key that waiting mail lies under. Public halves only."""

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.extensions import Model, Moment, RowId


class Holder(Model):
    """Somebody who can open what is sealed. `drill` is the HMAC of the word that she is asked to read."""

    __tablename__ = "holders"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    recipient: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[datetime] = mapped_column(Moment)
    proved_at: Mapped[datetime | None] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    drill: Mapped[bytes | None]


class MailKey(Model):
    """What the mail of one day is sealed to. Its other half lies on the worker's machine alone."""

    __tablename__ = "mail_keys"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    recipient: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
