"""Reads of organisers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import selectinload

from campaign.extensions import all_tables, db
from campaign.lib import clock, tokens
from campaign.lib.addresses import account
from campaign.organisers.models import (
    Freeze,
    Invitation,
    Membership,
    NamedPerson,
    Organiser,
    Readmission,
    WaitingAct,
)
from campaign.organisers.roles import Role, suffices

INVITATION, READMISSION = "invitation", "readmission"
ANEW_WITHIN = timedelta(days=7)
MOST_NAMED = 100


def organiser(organiser_id: int) -> Organiser | None:
    """One of them."""
    return db.session.get(Organiser, organiser_id)


def slug_of(campaign_id: int | None) -> str | None:
    """A campaign's address, for the list of acts; campaigns themselves are a room above this one."""
    if campaign_id is None:
        return None
    campaigns = all_tables().tables["campaigns"]
    return db.session.scalar(select(campaigns.c.slug).where(campaigns.c.id == campaign_id))


def by_email(email: str) -> Organiser | None:
    """Whose address that is, however it is written."""
    return db.session.scalar(select(Organiser).where(Organiser.email == account(email)))


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
    """Who runs a campaign, the first to come first, each with the passkeys that `has_second_factor` looks at."""
    return db.session.execute(
        select(Organiser, Membership.role)
        .options(selectinload(Organiser.webauthn))
        .join(Membership, Membership.organiser_id == Organiser.id)
        .where(Membership.campaign_id == campaign_id)
        .order_by(Membership.since, Organiser.id)
    ).all()


def owners_of(campaign_id: int, *, but: int | None = None) -> int:
    """How many owners a campaign has who aren't frozen; `but` is the key of one who isn't counted."""
    mine = [Membership.campaign_id == campaign_id, Membership.role == Role.OWNER]
    if but is not None:
        mine.append(Membership.organiser_id != but)
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


def named_people(campaign_id: int) -> Sequence[NamedPerson]:
    """Whom the file names that the campaign began from, and who is neither in it nor invited."""
    here = {each.email for each, _ in people_of(campaign_id)}
    here |= {each.email for each in invitations_to(campaign_id) if each.email}
    query = select(NamedPerson).where(NamedPerson.campaign_id == campaign_id).order_by(NamedPerson.name)
    return [row for row in db.session.scalars(query.limit(MOST_NAMED)) if row.email not in here]


def by_uniquifier(uniquifier: str) -> Organiser | None:
    """Whom a session that isn't signed in whole is about."""
    return db.session.scalar(select(Organiser).where(Organiser.fs_uniquifier == uniquifier))


def everybody() -> Sequence[Organiser]:
    """All organisers of the site, by address."""
    return db.session.scalars(select(Organiser).order_by(Organiser.email)).all()


def owners(campaign_id: int) -> Sequence[Organiser]:
    """The owners of a campaign who can sign in."""
    return [
        organiser for organiser, role in people_of(campaign_id) if role is Role.OWNER and organiser.active
    ]


def owners_of_slug(slug: str | None) -> Sequence[Organiser]:
    """The owners of the campaign at an address; of the whole site where none is meant."""
    if slug is None:
        return [each for each in everybody() if each.is_site_owner and each.active]
    campaigns = all_tables().tables["campaigns"]
    key = db.session.scalar(select(campaigns.c.id).where(campaigns.c.slug == slug))
    return owners(key) if key is not None else []


def working_in(campaign_id: int) -> Sequence[Organiser]:
    """The organisers and owners of a campaign who can sign in."""
    people = people_of(campaign_id)
    return [each for each, role in people if suffices(role, Role.ORGANISER) and each.active]


def owners_of_site() -> Sequence[Organiser]:
    """Whoever owns the site or a campaign of it, and can sign in."""
    owning = select(Membership.organiser_id).where(Membership.role == Role.OWNER)
    owns = or_(Organiser.is_site_owner, Organiser.id.in_(owning))
    return db.session.scalars(select(Organiser).where(owns, Organiser.active).order_by(Organiser.id)).all()


def still_here(organiser_ids: Iterable[int]) -> Sequence[Organiser]:
    """Those of these people who can sign in, and have something to sign in for."""
    somewhere = Organiser.id.in_(select(Membership.organiser_id))
    wanted = (Organiser.id.in_(set(organiser_ids)), Organiser.active, or_(Organiser.is_site_owner, somewhere))
    return db.session.scalars(select(Organiser).where(*wanted).order_by(Organiser.id)).all()


def standing_freeze(organiser_id: int) -> Freeze | None:
    """How somebody is stopped now."""
    mine = (Freeze.organiser_id == organiser_id, Freeze.lifted_at.is_(None))
    return db.session.scalar(select(Freeze).where(*mine).order_by(Freeze.id.desc()).limit(1))


def is_last_site_owner(organiser: Organiser) -> bool:
    """Whether nobody else who can sign in owns the site."""
    others = (Organiser.is_site_owner, Organiser.active, Organiser.id != organiser.id)
    return organiser.is_site_owner and db.session.scalar(select(Organiser.id).where(*others).limit(1)) is None


def has_stopped_somebody(organiser_id: int) -> bool:
    """Whether somebody whom she stopped still is."""
    standing = select(Freeze.id).where(Freeze.by_id == organiser_id, Freeze.lifted_at.is_(None))
    return db.session.scalar(standing.limit(1)) is not None


def freezes_in(campaign_id: int) -> Sequence[Freeze]:
    """Who is stopped of a campaign's people."""
    here = select(Membership.organiser_id).where(Membership.campaign_id == campaign_id)
    standing = (Freeze.lifted_at.is_(None), Freeze.organiser_id.in_(here))
    return db.session.scalars(select(Freeze).where(*standing).order_by(Freeze.id)).all()


def freezes_over(now: datetime) -> Sequence[Freeze]:
    """Those whose day is over."""
    return db.session.scalars(select(Freeze).where(Freeze.lifted_at.is_(None), Freeze.ends_at <= now)).all()


def is_held(organiser_id: int) -> bool:
    """Whether somebody has stopped another, and nobody has confirmed it yet: grave acts wait for that."""
    mine = (Freeze.by_id == organiser_id, Freeze.lifted_at.is_(None), Freeze.confirmed_at.is_(None))
    return db.session.scalar(select(Freeze.id).where(*mine).limit(1)) is not None


def readmissions_due(now: datetime) -> Sequence[Readmission]:
    """Those whose day is over, and whose link hasn't left."""
    waiting = (Readmission.due_at <= now, Readmission.mailed_at.is_(None), Readmission.ended_at.is_(None))
    return db.session.scalars(select(Readmission).where(*waiting).order_by(Readmission.id)).all()


def readmissions_in(campaign_id: int) -> Mapping[int, Readmission]:
    """Who of a campaign's people is being let in anew, and hasn't come yet."""
    here = select(Membership.organiser_id).where(Membership.campaign_id == campaign_id)
    waiting = (Readmission.ended_at.is_(None), Readmission.organiser_id.in_(here))
    return {row.organiser_id: row for row in db.session.scalars(select(Readmission).where(*waiting))}


def readmission(token: str) -> Readmission | None:
    """By its link, for a week."""
    if not tokens.well_formed(token):
        return None
    mark = tokens.hash_token(token, purpose=READMISSION)
    row = db.session.scalar(select(Readmission).where(Readmission.token_hash == mark))
    good = row is not None and row.ended_at is None and row.due_at + ANEW_WITHIN > clock.now()
    return row if good else None


def acts_due(now: datetime) -> Sequence[WaitingAct]:
    """What has waited its hour."""
    return db.session.scalars(
        select(WaitingAct).where(WaitingAct.ended_at.is_(None), WaitingAct.due_at <= now)
    ).all()


def acts_waiting(campaign_id: int) -> Sequence[WaitingAct]:
    """What waits in a campaign, the next one first."""
    mine = (WaitingAct.campaign_id == campaign_id, WaitingAct.ended_at.is_(None))
    return db.session.scalars(select(WaitingAct).where(*mine).order_by(WaitingAct.due_at)).all()
