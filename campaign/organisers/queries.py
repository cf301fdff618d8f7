"""Reads of organisers."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Row, func, select

from campaign.extensions import db
from campaign.lib import clock, tokens
from campaign.organisers.models import Invitation, Membership, Organiser
from campaign.organisers.roles import Role

INVITATION = "invitation"


def organiser(organiser_id: int) -> Organiser | None:
    """One of them."""
    return db.session.get(Organiser, organiser_id)


def by_email(email: str) -> Organiser | None:
    """Whose address that is, however it is written."""
    return db.session.scalar(select(Organiser).where(Organiser.email == email.strip().casefold()))


def anybody() -> bool:
    """Whether the site has a site owner."""
    return db.session.scalar(select(Organiser.id).where(Organiser.is_site_owner).limit(1)) is not None


def role_in(*, organiser_id: int, campaign_id: int) -> Role | None:
    """What she is in a campaign."""
    mine = (Membership.organiser_id == organiser_id, Membership.campaign_id == campaign_id)
    return db.session.scalar(select(Membership.role).where(*mine))


def roles_of(organiser_id: int) -> Mapping[int, Role]:
    """What she is, by campaign."""
    rows = db.session.execute(
        select(Membership.campaign_id, Membership.role).where(Membership.organiser_id == organiser_id)
    )
    return {row.campaign_id: row.role for row in rows}


def people_of(campaign_id: int) -> Sequence[Row[Organiser, Role]]:
    """Who runs a campaign, the first to come first."""
    return db.session.execute(
        select(Organiser, Membership.role)
        .join(Membership, Membership.organiser_id == Organiser.id)
        .where(Membership.campaign_id == campaign_id)
        .order_by(Membership.since, Organiser.id)
    ).all()


def owners_of(campaign_id: int) -> int:
    """How many owners a campaign has who aren't frozen."""
    mine = (Membership.campaign_id == campaign_id, Membership.role == Role.OWNER)
    query = (
        select(func.count()).select_from(Membership).join(Organiser, Organiser.id == Membership.organiser_id)
    )
    return db.session.scalar(query.where(*mine, Organiser.active)) or 0


def invitation(token: str) -> Invitation | None:
    """An invitation that is good still."""
    if not tokens.well_formed(token):
        return None
    row = db.session.scalar(
        select(Invitation).where(Invitation.token_hash == tokens.hash_token(token, purpose=INVITATION))
    )
    return row if row is not None and row.used_at is None and row.expires_at > clock.now() else None


def invitations_to(campaign_id: int) -> Sequence[Invitation]:
    """Those that wait to be taken up, the newest first."""
    waiting = (
        Invitation.campaign_id == campaign_id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return db.session.scalars(select(Invitation).where(*waiting).order_by(Invitation.id.desc())).all()


def by_uniquifier(uniquifier: str) -> Organiser | None:
    """Whom a session that isn't signed in whole is about."""
    return db.session.scalar(select(Organiser).where(Organiser.fs_uniquifier == uniquifier))


def everybody() -> Sequence[Organiser]:
    """All organisers of the site, by address."""
    return db.session.scalars(select(Organiser).order_by(Organiser.email)).all()
