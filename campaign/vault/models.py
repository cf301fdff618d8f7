"""Who holds a key that opens signers' data, and the day's key that waiting mail lies under: public halves only. And
what was erased, for as long as the database's files may still hold it."""

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


class Erasure(Model):
    """That rows of a table were erased, and how far its files have let go of them: see `wiping`.

    `mark` tells the last erasure: the number of its transaction on PostgreSQL, a count on SQLite. `vacuumed` is the
    mark up to which VACUUM has come, `since` when the oldest row was erased that the files may hold, `rewritten_at`
    when they were last freed of all. `tried_on` is the day of the last rewriting, whether it sufficed or not.
    """

    __tablename__ = "erasures"

    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    mark: Mapped[int] = mapped_column(RowId)
    vacuumed: Mapped[int] = mapped_column(RowId, default=0)
    since: Mapped[datetime | None] = mapped_column(Moment)
    tried_on: Mapped[date | None] = mapped_column(Date)
    rewritten_at: Mapped[datetime | None] = mapped_column(Moment)
