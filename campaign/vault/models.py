"""Who holds a key that opens signers' data, and the day's key that waiting mail lies under: public halves only.

What was erased, for as long as the database's files may still hold it. By what machines know each other's secrets, and
the time that can be relied on.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, RowId
from campaign.extensions import Model


class Holder(Model):
    """Somebody who can open what is sealed. `drill` is the HMAC of the word that she is asked to read.

    `place` is where her key lies. A key printed on paper is kept by `paper_keeper` at `paper_place`; `paper_proved_at`
    is when a word was read with it.
    """

    __tablename__ = "holders"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    recipient: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[datetime] = mapped_column(Moment)
    proved_at: Mapped[datetime | None] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    drill: Mapped[bytes | None]
    place: Mapped[str | None] = mapped_column(String(100))
    paper_keeper: Mapped[str | None] = mapped_column(String(100))
    paper_place: Mapped[str | None] = mapped_column(String(100))
    paper_proved_at: Mapped[datetime | None] = mapped_column(Moment)


class KeyOffer(Model):
    """A link by which a holder to be hands in the public half of her key, and proves it once it is accepted.

    `recipient` is what came by it; `holder_id` who it became when an owner accepted it.
    """

    __tablename__ = "key_offers"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    name: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str | None]
    holder_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("holders.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


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


class Fingerprint(Model):
    """What every machine of a site has to have: the first eight bytes of an HMAC under the secret of a purpose.

    The newest generation is the present one; the one before it is good, too, until the files have been copied.
    """

    __tablename__ = "fingerprints"

    purpose: Mapped[str] = mapped_column(String(80), primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(Moment)


class TrustedTime(Model):
    """One row: how far time has surely come. See `trusted_time`.

    While the clock is over a day ahead, `waits_since` is the trusted time at which that was first seen, and `ahead` by
    how many seconds it was so at the last look.
    """

    __tablename__ = "trusted_time"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    waits_since: Mapped[datetime | None] = mapped_column(Moment)
    ahead: Mapped[int | None] = mapped_column(RowId)
