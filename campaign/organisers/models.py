"""Organisers with what they sign in with, their roles, invitations, and the sessions of their browsers.

Some columns have the names that Flask-Security asks for.
"""

from datetime import date, datetime
from typing import Any

from flask import request
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model
from campaign.organisers.browsers import Browser, System
from campaign.organisers.messages import WRONG
from campaign.organisers.roles import Role, WaitingKind
from campaign.organisers.who_signs_in import WhoSignsIn

PASSWORD_PAGES = frozenset({"security.login"})


class Organiser(Model, WhoSignsIn):
    """Somebody who signs in at the desk, with a password and one-time codes, or with passkeys.

    `is_site_owner` may found campaigns and sees the site's pages. `one_time_step` is the last half minute whose code
    was used: no code serves twice. Recovery codes are stored as hashes.
    """

    __tablename__ = "organisers"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(12))
    is_site_owner: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_at: Mapped[datetime] = mapped_column(Moment)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    one_time_step: Mapped[int | None] = mapped_column(RowId)
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSON)
    # That she has typed a recovery code back, and so surely has them on paper.
    codes_proved_at: Mapped[datetime | None] = mapped_column(Moment)

    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]  # of our kind
        cascade="all, delete-orphan", order_by="Passkey.id"
    )

    roles: tuple[()] = ()  # type: ignore[assignment]  # Flask-Security's own, which we have no use for

    @property
    def audit_name(self) -> str:
        """What she is called in the list of acts: names may be alike, numbers aren't."""
        return f"{self.name} ({self.id})"

    @property
    def has_second_factor(self) -> bool:
        """Whether somebody who has read her password can't sign in with it alone."""
        return bool(self.tf_totp_secret or self.webauthn)

    def check_tf_required(self, tf_setup_methods: list[Any], tf_fresh: bool) -> tuple[bool, list[Any]]:
        """Every time, if there is one; who has none yet is sent to make one before anything else works."""
        return bool(tf_setup_methods), tf_setup_methods

    def is_locked(self, form_error: list[str] | None = None) -> bool:
        """Whoever has passkeys and no one-time codes doesn't sign in with a password alone."""
        if request.endpoint in PASSWORD_PAGES and self.webauthn and not self.tf_totp_secret:
            if form_error is not None:
                form_error.append(str(WRONG))  # nobody is told that the password was right
            return True
        return False


class Passkey(Model):
    """A device that signs in for its owner, who unlocks it with a finger or a code."""

    __tablename__ = "passkeys"
    __table_args__ = (UniqueConstraint("organiser_id", "name"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    organiser_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"))
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(RowId, default=0)
    transports: Mapped[list[str] | None] = mapped_column(JSON)
    backup_state: Mapped[bool] = mapped_column(default=False)
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    lastuse_datetime: Mapped[datetime] = mapped_column(Moment)
    usage: Mapped[str] = mapped_column(String(64))

    def get_user_mapping(self) -> dict[str, Any]:
        """How Flask-Security finds whose it is."""
        return {"id": self.organiser_id}


class Membership(Model):
    """What an organiser is in a campaign."""

    __tablename__ = "memberships"

    organiser_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"), primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(OneOf(Role, 10))
    since: Mapped[datetime] = mapped_column(Moment)


class Invitation(Model):
    """A link that makes its opener an organiser, once. Without a campaign, of the site: its owner.

    `email` is None for the link that `campaign run` prints, whose opener says who she is.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    campaign_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("campaigns.id"))
    role: Mapped[Role] = mapped_column(OneOf(Role, 10))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class NamedPerson(Model):
    """Somebody whom the file names that a campaign began from: to be invited here too, or not."""

    __tablename__ = "named_people"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(OneOf(Role, 10))


class DeskSession(Model):
    """A browser that is signed in: what its cookie is known by, of which kind it is, and when it was last heard of."""

    __tablename__ = "desk_sessions"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    organiser_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)
    browser: Mapped[Browser] = mapped_column(OneOf(Browser, 12), server_default=Browser.UNKNOWN)
    system: Mapped[System] = mapped_column(OneOf(System, 12), server_default=System.UNKNOWN)


class WrongTries(Model):
    """How often a password or code was wrong at an account on a day. `noted`: the audit has it."""

    __tablename__ = "wrong_tries"

    organiser_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisers.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int] = mapped_column(RowId)
    noted: Mapped[bool] = mapped_column(default=False, server_default=false())


class Freeze(Model):
    """That somebody was stopped by another organiser: a phone or computer is gone, or she is detained.

    She can't sign in until it is lifted. Whoever stopped her is held from grave acts until a second person, or one of
    her own recovery codes, has confirmed it. `by_owner`: one by an organiser ends by itself after a day, where the
    other is an owner and no owner has confirmed it.
    """

    __tablename__ = "freezes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    organiser_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"), index=True)
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    by_owner: Mapped[bool]
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by: Mapped[int | None] = mapped_column(RowId, ForeignKey("organisers.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class Readmission(Model):
    """That an owner lets in anew somebody who has lost what she signs in with: a day later, and all owners are told."""

    __tablename__ = "readmissions"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    organiser_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("organisers.id"))
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class WaitingAct(Model):
    """What is done in an hour unless another owner stops it; she was mailed first. `same` lets it wait once.

    `organiser_id` is whom it concerns, where it concerns one. `refusal` is why it couldn't be done when its time came.
    """

    __tablename__ = "waiting_acts"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[WaitingKind] = mapped_column(OneOf(WaitingKind, 10))
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), index=True)
    organiser_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("organisers.id"))
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("organisers.id"))
    same: Mapped[str | None] = mapped_column(String(60), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    stopped_by: Mapped[int | None] = mapped_column(RowId, ForeignKey("organisers.id"))
    refusal: Mapped[str | None] = mapped_column(String(80))
