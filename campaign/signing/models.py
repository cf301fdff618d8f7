"""What a form sent, and what was confirmed of it. Who it was stands sealed.

The columns are explained in architecture.md, The way of a signature.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Hour, Moment, OneOf, PartialIndex, RowId
from campaign.extensions import Model
from campaign.tally.removal import InvalidationReason


class SubmissionState(StrEnum):
    """What became of a form; confirmed, it is a signature and no submission any more."""

    WAITING = "waiting"
    HELD = "held"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class HeldReason(StrEnum):
    """What about a form looked like a program's."""

    HIDDEN_FIELD = "hidden field"
    TOO_FAST = "too fast"


class SignatureState(StrEnum):
    """Whether a signature counts, and who took it out if it doesn't: its signer or an organiser."""

    COUNTED = "counted"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"


class DailyCountKind(StrEnum):
    """What became of the forms that `DailyCount` counts."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Submission(Model):
    """Waits for its address to be confirmed. `mail` is the mail to send, until the worker has queued it.

    Where its campaign reminds, it stays until `remind_at`, when the worker looks whether to send it once more;
    `mailed_as` is the record id of the message that went first.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        PartialIndex("ix_submissions_mail", "mail_due_at", where="mail_due_at IS NOT NULL"),
        PartialIndex("ix_submissions_replaces", "replaces", where="replaces IS NOT NULL"),
        PartialIndex("ix_submissions_mail_day", "mail_day", where="mail_day IS NOT NULL"),
        PartialIndex("ix_submissions_remind_at", "campaign_id", "remind_at", where="remind_at IS NOT NULL"),
        Index("ix_submissions_address", "campaign_id", "address_tag"),
        Index("ix_submissions_age", "state", "hour"),
        PartialIndex("ix_submissions_held", "campaign_id", "id", "held_because", where="state = 'held'"),
        # An organiser decides on a held one by its number: none may come to mean another form.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    state: Mapped[SubmissionState] = mapped_column(OneOf(SubmissionState, 9))
    record_id: Mapped[bytes] = mapped_column(unique=True)
    replaces: Mapped[bytes | None]
    address_tag: Mapped[bytes]
    domain_tag: Mapped[bytes]
    mail_tag: Mapped[bytes]
    stop_tag: Mapped[bytes]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    sealed: Mapped[bytes | None]
    copy: Mapped[bytes | None]
    mail: Mapped[bytes | None]
    mail_day: Mapped[date | None]
    mail_due_at: Mapped[datetime | None] = mapped_column(Moment)
    remind_at: Mapped[datetime | None] = mapped_column(Moment)
    mailed_as: Mapped[bytes | None]
    text: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(12))
    country: Mapped[str] = mapped_column(String(2))
    # Of forms that were sent before their records said it, sealed; false since.
    wants_updates: Mapped[bool] = mapped_column(default=False)
    hour: Mapped[datetime] = mapped_column(Moment)
    # While it is held; None also of one that was held before reasons were noted.
    held_because: Mapped[HeldReason | None] = mapped_column(OneOf(HeldReason, 12))


class Signature(Model):
    """A confirmed submission. The constraint on campaign and address tag is what "one address, one signature" means."""

    __tablename__ = "signatures"
    __table_args__ = (
        UniqueConstraint("campaign_id", "address_tag"),
        Index("ix_signatures_export", "campaign_id", "id"),
        PartialIndex("ix_signatures_state", "state", "campaign_id", "id", where="state <> 'counted'"),
        Index("ix_signatures_hour", "campaign_id", "hour", "state"),
        Index("ix_signatures_country", "campaign_id", "country", "id", "language", "state"),
        Index("ix_signatures_language", "campaign_id", "language", "id", "state"),
        Index("ix_signatures_alike", "campaign_id", "country", "language", "hour", "state"),
        Index("ix_signatures_domain", "campaign_id", "domain_tag", "state", "country", "hour"),
        Index("ix_signatures_sent_on", "campaign_id", "sent_on"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    state: Mapped[SignatureState] = mapped_column(OneOf(SignatureState, 11), default=SignatureState.COUNTED)
    record_id: Mapped[bytes | None]
    address_tag: Mapped[bytes | None]
    domain_tag: Mapped[bytes | None]
    stop_tag: Mapped[bytes | None]
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    sealed: Mapped[bytes | None]
    copy: Mapped[bytes | None]
    text: Mapped[str] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(12))
    country: Mapped[str] = mapped_column(String(2))
    # Beside the record, as lists of those who asked are made here, and she may end it here.
    wants_updates: Mapped[bool | None]
    hour: Mapped[datetime | None] = mapped_column(Hour)
    sent_on: Mapped[date | None]  # the day of its form: what `campaign stats` counts by


class RemindedAddress(Model):
    """An address that a campaign has reminded, by its tag, so that it never does again.

    It goes with the tag: when its owner is forgotten, when her withdrawal is numbered, with the purge.
    """

    __tablename__ = "reminded_addresses"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    address_tag: Mapped[bytes] = mapped_column(primary_key=True)


class DailyCount(Model):
    """What rows that are gone would have told `campaign stats`: forms by the day they were sent, and their end.

    The web never writes here, so no two signers wait for one row: the worker and commands do, as they delete.
    """

    __tablename__ = "daily_counts"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DailyCountKind] = mapped_column(OneOf(DailyCountKind, 9), primary_key=True)
    count: Mapped[int] = mapped_column(RowId)
    # Of these, held by a rule as machine-made, and let in by no organiser.
    by_rules: Mapped[int] = mapped_column(RowId, default=0, server_default="0")


class Invalidation(Model):
    """What organisers took out of the count: which signatures, why, and how far that has come.

    Gathered while `due_at` is None, by the worker if it is `advancing`; then on hold until that moment, and undone at
    will; `ended_at` once the log has them all. Of a domain only its tag is kept, of a list of indexes the signatures
    that stood there, and of both at the end but that there was one.
    """

    __tablename__ = "invalidations"
    __table_args__ = (
        Index("ix_invalidations_campaign", "campaign_id", "id"),
        Index("ix_invalidations_due", "ended_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    reason: Mapped[InvalidationReason] = mapped_column(OneOf(InvalidationReason, 9))
    country: Mapped[str | None] = mapped_column(String(2))
    day: Mapped[date | None]
    since: Mapped[datetime | None] = mapped_column(Moment)
    domain_tag: Mapped[bytes | None]
    listed: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    advancing: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The newest signature there was when they were counted: what comes later was not agreed to.
    last: Mapped[int] = mapped_column(RowId)
    wanted: Mapped[int] = mapped_column(RowId)
    removed: Mapped[int] = mapped_column(RowId, default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class InvalidatedSignature(Model):
    """A signature that is to leave the count once its invalidation's hold is over; until then it counts."""

    __tablename__ = "invalidated_signatures"
    __table_args__ = (Index("ix_invalidated_signatures_of", "invalidation_id", "signature_id"),)

    signature_id: Mapped[int] = mapped_column(RowId, ForeignKey("signatures.id"), primary_key=True)
    invalidation_id: Mapped[int] = mapped_column(RowId, ForeignKey("invalidations.id"))


class SurveyPart(StrEnum):
    """What a look at all signatures of a campaign counts."""

    DAYS = "days"
    HOURS = "hours"
    COUNTRIES = "countries"
    DOMAINS = "domains"


class Survey(Model):
    """What the last look at all of a campaign's rows counted, for the desk, in place of the look before.

    The purge takes it too.
    """

    __tablename__ = "surveys"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    part: Mapped[SurveyPart] = mapped_column(OneOf(SurveyPart, 9), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
