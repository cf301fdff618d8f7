"""Erasing who was an organiser and is one nowhere any more."""

from typing import Any

from sqlalchemy import delete, or_, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.jobs import actions as jobs
from campaign.lib.refusal import Refusal
from campaign.organisers import queries
from campaign.organisers.models import (
    DeskSession,
    Freeze,
    Invitation,
    NamedPerson,
    Organiser,
    Passkey,
    Readmission,
    WaitingAct,
    WrongTries,
)
from campaign.vault.wiping import note_erased

TABLES = (
    "organisers", "passkeys", "desk_sessions", "wrong_tries", "invitations", "named_people", "audit_entries", "jobs",
)  # fmt: skip


def forget_organiser(*, email: str) -> None:
    """Erase name, address and secrets of somebody who is in no campaign, and her name in the list of acts.

    What she did stays there, without her. Raises Refusal for who isn't there, who is in a campaign, the last site
    owner, and who has stopped somebody who is still stopped.
    """
    with transaction() as session:
        organiser = queries.by_email(email)
        if organiser is None:
            raise Refusal("organisers/no-organiser", email=email)
        _require_gone(organiser)
        key, who = organiser.id, organiser.audit_name
        _let_go_of(session, key)
        for model in (Invitation, NamedPerson):
            session.execute(delete(model).where(model.email == organiser.email))
        session.execute(delete(Organiser).where(Organiser.id == key))
        jobs.forget_asker(who=who)
        audit.forget_organiser(who=who)
        audit.note(Act.ORGANISER_FORGET, person=key)
        note_erased(*TABLES)


def _require_gone(organiser: Organiser) -> None:
    slugs = [queries.slug_of(campaign) or "" for campaign in queries.roles_of(organiser.id)]
    if slugs:
        raise Refusal("organisers/still-in-campaigns", email=organiser.email, slugs=", ".join(sorted(slugs)))
    if queries.is_last_site_owner(organiser):
        raise Refusal("organisers/last-site-owner", email=organiser.email)
    if queries.has_stopped_somebody(organiser.id):
        raise Refusal("organisers/stopped-somebody", email=organiser.email)


def _let_go_of(session: Any, key: int) -> None:
    """What is hers, and what only remembers that it was she."""
    hers = (
        (Freeze, or_(Freeze.organiser_id == key, Freeze.by_id == key)),
        (Readmission, Readmission.organiser_id == key),
        (WaitingAct, or_(WaitingAct.organiser_id == key, WaitingAct.by_id == key)),
        (DeskSession, DeskSession.organiser_id == key),
        (WrongTries, WrongTries.organiser_id == key),
        (Passkey, Passkey.organiser_id == key),
    )
    for model, which in hers:
        session.execute(delete(model).where(which))
    for column in (Freeze.confirmed_by, Readmission.by_id, WaitingAct.stopped_by):
        session.execute(update(column.class_).where(column == key).values({column: None}))
