"""Stopping somebody at once, and what that costs whoever does it."""

import secrets
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.organisers import queries, sessions
from campaign.organisers.models import Freeze, Organiser
from campaign.organisers.recovery_codes import use_up
from campaign.organisers.roles import Role, suffices
from campaign.vault import trusted_time

OF_AN_OWNER = timedelta(days=1)


class Stopped(StrEnum):
    """What became of somebody who was to be stopped."""

    FROZEN = "frozen"
    SIGNED_OUT = "signed out"  # the last owner of a campaign: without her nobody could end it


def freeze(*, organiser_id: int, campaign_id: int, by_id: int) -> Stopped:
    """End somebody's sessions and keep her out, as a member of the same campaign asks; safe to repeat.

    Raises Refusal for oneself, and for who isn't in the campaign.
    """
    roles = {
        each: queries.role_in(organiser_id=each, campaign_id=campaign_id) for each in (organiser_id, by_id)
    }
    if organiser_id == by_id:
        raise Refusal("organisers/oneself")
    if roles[organiser_id] is None or not suffices(roles[by_id], Role.ORGANISER):
        raise Refusal("organisers/not-here")
    with transaction() as session:
        everybody = session.scalars(select(Organiser).order_by(Organiser.id).with_for_update()).all()
        sessions.end_all(organiser_id=organiser_id)
        _forget_cookies(session, organiser_id)
        where = queries.slug_of(campaign_id)
        if _is_last_owner(organiser_id):
            audit.note(Act.SIGN_OUT, campaign=where, person=organiser_id)
            return Stopped.SIGNED_OUT
        if next(each for each in everybody if each.id == organiser_id).active:
            session.execute(update(Organiser).where(Organiser.id == organiser_id).values(active=False))
            session.add(_freeze(organiser_id, campaign_id, by_id, roles))
            audit.note(Act.FREEZE, campaign=where, person=organiser_id)
        return Stopped.FROZEN


def confirm_freeze(*, organiser_id: int, by_id: int, code: str | None = None) -> None:
    """Say that it was right: a second person who is in one of the same campaigns, or with one of her recovery codes
    whoever asked for it. Raises Refusal.
    """
    row = _standing(organiser_id)
    if by_id in {row.by_id, organiser_id} and not (
        code and by_id == row.by_id and use_up(organiser_id=by_id, code=code)
    ):
        raise Refusal("organisers/second-person")
    role = queries.role_in(organiser_id=by_id, campaign_id=row.campaign_id)
    if not suffices(role, Role.ORGANISER):
        raise Refusal("organisers/not-here")
    key, campaign_id = row.id, row.campaign_id
    values: dict[str, Any] = {"confirmed_at": clock.now(), "confirmed_by": by_id}
    if role is Role.OWNER:
        values["ends_at"] = None
    with transaction() as session:
        session.execute(update(Freeze).where(Freeze.id == key).values(**values))
        audit.note(Act.FREEZE_CONFIRM, campaign=queries.slug_of(campaign_id), person=organiser_id)


def lift_freeze(*, organiser_id: int, by_id: int) -> None:
    """Let somebody in again, as an owner of the campaign asks, or whoever stopped her. Raises Refusal."""
    row = _standing(organiser_id)
    role = queries.role_in(organiser_id=by_id, campaign_id=row.campaign_id)
    if by_id == organiser_id or (role is not Role.OWNER and by_id != row.by_id):
        raise Refusal("organisers/not-yours-to-lift")
    with transaction() as session:
        _lift(session, row)


def end_freezes() -> int:
    """Let in again the owners whom an organiser stopped a day ago, and no owner has confirmed it; how many."""
    now = trusted_time.now()
    over = queries.freezes_over(now)
    for row in over:
        with transaction() as session:
            _lift(session, row)
    return len(over)


def _freeze(organiser_id: int, campaign_id: int, by_id: int, roles: dict[int, Role | None]) -> Freeze:
    ends = roles[organiser_id] is Role.OWNER and roles[by_id] is not Role.OWNER
    return Freeze(
        organiser_id=organiser_id,
        by_id=by_id,
        campaign_id=campaign_id,
        by_owner=roles[by_id] is Role.OWNER,
        begun_at=clock.now(),
        ends_at=trusted_time.now() + OF_AN_OWNER if ends else None,
    )


def _standing(organiser_id: int) -> Freeze:
    row = queries.standing_freeze(organiser_id)
    if row is None:
        raise Refusal("organisers/not-frozen")
    return row


def _lift(session: Any, row: Freeze) -> None:
    key, person, slug = row.id, row.organiser_id, queries.slug_of(row.campaign_id)
    audit.note(Act.FREEZE_LIFT, campaign=slug, person=person)
    session.execute(update(Freeze).where(Freeze.id == key).values(lifted_at=clock.now()))
    session.execute(update(Organiser).where(Organiser.id == person).values(active=True))


def _forget_cookies(session: Any, organiser_id: int) -> None:
    anew = update(Organiser).where(Organiser.id == organiser_id).values(fs_uniquifier=secrets.token_hex(16))
    session.execute(anew)


def _is_last_owner(organiser_id: int) -> bool:
    """Whether a campaign of hers would have no owner left who can sign in."""
    owned = [key for key, role in queries.roles_of(organiser_id).items() if role is Role.OWNER]
    return any(queries.owners_of(key, but=organiser_id) == 0 for key in owned)
