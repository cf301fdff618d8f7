"""What people are in a campaign, and where they are signed in."""

import secrets
from typing import Any

from sqlalchemy import delete, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib.refusal import Refusal
from campaign.organisers import queries, sessions
from campaign.organisers.actions.inviting import membership
from campaign.organisers.models import Freeze, Invitation, Membership, NamedPerson, Organiser, WaitingAct
from campaign.organisers.roles import Role


def found_campaign(*, organiser_id: int, campaign_id: int) -> None:
    """Make somebody the first owner of a campaign that she has just made, in the caller's transaction."""
    with transaction() as session:
        values = membership(organiser_id, campaign_id, Role.OWNER)
        session.execute(insert(Membership).values(values).on_conflict_do_nothing())
        audit.note(
            Act.JOIN, campaign=queries.slug_of(campaign_id), person=organiser_id, role=Role.OWNER.value
        )


def leave_campaign(*, campaign_id: int) -> None:
    """Delete what people are in a campaign that is deleted itself, and all that waits there; who was stopped there is
    let in again.
    """
    with transaction() as session:
        stopped = select(Freeze.organiser_id).where(
            Freeze.campaign_id == campaign_id, Freeze.lifted_at.is_(None)
        )
        session.execute(update(Organiser).where(Organiser.id.in_(stopped)).values(active=True))
        for model in (Freeze, WaitingAct, Membership, Invitation, NamedPerson):
            session.execute(delete(model).where(model.campaign_id == campaign_id))


def change_role(*, organiser_id: int, campaign_id: int, role: Role) -> None:
    """Make somebody another thing in a campaign. Raises Refusal where it would have no owner left."""
    with transaction() as session:
        mine = (Membership.organiser_id == organiser_id, Membership.campaign_id == campaign_id)
        if organiser_id not in _locked(session, campaign_id):
            raise Refusal("organisers/not-here")
        session.execute(update(Membership).where(*mine).values(role=role))
        _require_an_owner(campaign_id)
        audit.note(Act.ROLE, campaign=queries.slug_of(campaign_id), person=organiser_id, role=role.value)


def remove(*, organiser_id: int, campaign_id: int) -> None:
    """Take somebody out of a campaign; safe to repeat. Raises Refusal where it would have no owner left."""
    with transaction() as session:
        mine = (Membership.organiser_id == organiser_id, Membership.campaign_id == campaign_id)
        if organiser_id in _locked(session, campaign_id):
            session.execute(delete(Membership).where(*mine))
            _require_an_owner(campaign_id)
            audit.note(Act.PERSON_REMOVE, campaign=queries.slug_of(campaign_id), person=organiser_id)


def _locked(session: Any, campaign_id: int) -> set[int]:
    """Who is in a campaign: of two owners who take each other's role at once, the second one finds the first one's."""
    query = select(Membership.organiser_id).where(Membership.campaign_id == campaign_id)
    return set(session.scalars(query.with_for_update()))


def sign_out_everywhere(*, organiser_id: int) -> None:
    """End all her sessions, whatever their cookies say."""
    with transaction() as session:
        sessions.end_all(organiser_id=organiser_id)
        session.execute(
            update(Organiser).where(Organiser.id == organiser_id).values(fs_uniquifier=secrets.token_hex(16))
        )
        audit.note(Act.SIGN_OUT, person=organiser_id)


def change_language(*, organiser_id: int, language: str) -> None:
    """The language of the desk and of mails, for one person."""
    with transaction() as session:
        session.execute(update(Organiser).where(Organiser.id == organiser_id).values(language=language))


def _require_an_owner(campaign_id: int) -> None:
    if not queries.owners_of(campaign_id):
        raise Refusal("organisers/last-owner")
