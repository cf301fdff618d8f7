"""Inviting people, and taking invitations up."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import addresses, clock, tokens
from campaign.lib.languages import DEFAULT
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_name
from campaign.mail import actions as outbox
from campaign.organisers import emails, queries
from campaign.organisers.models import Invitation, Membership, Organiser
from campaign.organisers.passwords import hashed
from campaign.organisers.place_names import place_names
from campaign.organisers.roles import Role, suffices

OPEN_FOR, FIRST_OPEN_FOR = timedelta(days=7), timedelta(days=1)
BATCH = 1_000


def invite_here(*, email: str, role: Role, campaign_id: int, language: str) -> str:
    """Invite somebody who isn't in the campaign yet: who is there becomes an owner by `ask`, after an hour.

    Raises Refusal.
    """
    organiser = queries.by_email(addresses.deliverable(email))
    if organiser and queries.role_in(organiser_id=organiser.id, campaign_id=campaign_id):
        raise Refusal("organisers/already-here")
    return invite(email=email, role=role, campaign_id=campaign_id, language=language)


def invite(*, email: str, role: Role, campaign_id: int | None, language: str = DEFAULT) -> str:
    """Invite somebody to a campaign, or without one to own the site; the link, which is mailed to her too.

    An earlier invitation of hers to the same is void; one to less than she is in the campaign takes nothing from her.
    Raises Refusal for what is no address.
    """
    to = addresses.deliverable(email).casefold()
    token = tokens.new_token()
    link = invitation_link(token)
    with transaction() as session:
        same = (Invitation.email == to, Invitation.campaign_id == campaign_id, Invitation.used_at.is_(None))
        session.execute(delete(Invitation).where(*same))
        session.add(_invitation(token, role, campaign_id, OPEN_FOR, email=to))
        audit.note(Act.INVITE, campaign=queries.slug_of(campaign_id), role=role.value)
        record_id = outbox.new_record_id().hex()
        outbox.queue(mail=emails.invitation(to=to, link=link, language=language, record_id=record_id))
    return link


def invite_first_owner() -> str | None:
    """A link whose opener is the site's first owner, in place of the one before; None once there is one.

    Only while the site is on this machine alone: whoever has the link has the site.
    """
    if not settings().loopback or queries.anybody():
        return None
    token = tokens.new_token()
    with transaction() as session:
        session.execute(delete(Invitation).where(Invitation.email.is_(None)))
        session.add(_invitation(token, Role.OWNER, None, FIRST_OPEN_FOR, email=None))
        audit.note(Act.INVITE, role=Role.OWNER.value)
    return invitation_link(token)


def invitation_link(token: str) -> str:
    """Where an invitation leads."""
    return f"{site_address()}/desk/invitations/{token}"


def site_address() -> str:
    """What links to the desk begin with: on this machine its name, since passkeys know no sites by number."""
    return f"http://localhost:{settings().port}" if settings().loopback else settings().base_url


def take_up(*, token: str, name: str, email: str, password: str | None, language: str) -> Organiser:
    """Make whoever holds an invitation an organiser, once.

    Raises Refusal: the invitation is void, the name or the password won't do, or the address is an organiser's, who
    then signs in and takes it up with `join`.
    """
    try:
        called = clean_name(name)
    except Unfit:
        raise Refusal("organisers/no-name") from None
    invitation = queries.invitation(token)
    if invitation is None:
        raise Refusal("organisers/invitation-void")
    address = _address(invitation.email or email)
    if queries.by_email(address):
        raise Refusal("organisers/known-address")
    secret = None
    if password is not None:
        secret = hashed(password, email=address, names=[called, *place_names()])
    with transaction() as session:
        claimed = _claim(session, token)
        new = {
            "email": address, "name": called, "language": language, "password": secret, "made_at": clock.now(),
            "is_site_owner": claimed.campaign_id is None, "active": True,
            "fs_uniquifier": secrets.token_hex(16), "fs_webauthn_user_handle": secrets.token_hex(16),
        }  # fmt: skip
        statement = insert(Organiser).values(new).on_conflict_do_nothing().returning(Organiser.id)
        organiser_id = session.scalar(statement)
        if organiser_id is None:
            raise Refusal("organisers/known-address")
        _join(session, organiser_id, claimed)
        organiser = session.get(Organiser, organiser_id)
        assert organiser is not None
        return organiser


def join(*, token: str, organiser: Organiser) -> None:
    """Let somebody who has an account take up an invitation to her address. Raises Refusal."""
    invitation = queries.invitation(token)
    if invitation is None or invitation.email not in {None, organiser.email}:
        raise Refusal("organisers/invitation-void")
    organiser_id = organiser.id
    with transaction() as session:
        claimed = _claim(session, token)
        if claimed.campaign_id is None:
            session.execute(update(Organiser).where(Organiser.id == organiser_id).values(is_site_owner=True))
        _join(session, organiser_id, claimed)


def withdraw_invitation(*, invitation_id: int, campaign_id: int) -> None:
    """Make an invitation void; safe to repeat."""
    mine = (
        Invitation.id == invitation_id,
        Invitation.campaign_id == campaign_id,
        Invitation.used_at.is_(None),
    )
    with transaction() as session:
        if session.scalar(delete(Invitation).where(*mine).returning(Invitation.id)) is not None:
            audit.note(Act.INVITATION_WITHDRAW, campaign=queries.slug_of(campaign_id))


def tidy_invitations() -> int:
    """Forget a batch of invitations that nobody can take up any more; returns how many."""
    over = or_(Invitation.used_at.is_not(None), Invitation.expires_at < clock.now())
    ids = db.session.scalars(select(Invitation.id).where(over).limit(BATCH)).all()
    if ids:
        with transaction() as session:
            session.execute(delete(Invitation).where(Invitation.id.in_(ids)))
    return len(ids)


def _address(email: str) -> str:
    return addresses.deliverable(email).casefold()


def _invitation(
    token: str, role: Role, campaign_id: int | None, within: timedelta, *, email: str | None
) -> Invitation:
    now, mark = clock.now(), tokens.hash_token(token, purpose=queries.INVITATION)
    return Invitation(
        token_hash=mark, email=email, campaign_id=campaign_id, role=role, made_at=now, expires_at=now + within
    )


def _claim(session: Any, token: str) -> Invitation:
    """The invitation, used up: of two who open it at once, one has it."""
    mine = Invitation.token_hash == tokens.hash_token(token, purpose=queries.INVITATION)
    good = (mine, Invitation.used_at.is_(None), Invitation.expires_at > clock.now())
    claimed: Invitation | None = session.scalar(
        update(Invitation).where(*good).values(used_at=clock.now()).returning(Invitation)
    )
    if claimed is None:
        raise Refusal("organisers/invitation-void")
    return claimed


def _join(session: Any, organiser_id: int, invitation: Invitation) -> None:
    where = queries.slug_of(invitation.campaign_id)
    audit.note(Act.JOIN, campaign=where, person=organiser_id, role=invitation.role.value)
    if invitation.campaign_id is None:
        return
    values = membership(organiser_id, invitation.campaign_id, invitation.role)
    statement = insert(Membership).values(values)
    keys, less = (
        ["organiser_id", "campaign_id"],
        [role for role in Role if not suffices(role, invitation.role)],
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=keys, set_={"role": invitation.role}, where=Membership.role.in_(less)
        )
    )


def membership(organiser_id: int, campaign_id: int, role: Role) -> dict[str, Any]:
    """The row that says what somebody is in a campaign."""
    return {"organiser_id": organiser_id, "campaign_id": campaign_id, "role": role, "since": clock.now()}
