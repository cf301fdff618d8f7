"""Grave acts wait an hour in which another owner can stop them; she is mailed before it begins to run."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select, update

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.organisers import queries
from campaign.organisers.actions.mailing import Compose, mail_each
from campaign.organisers.models import WaitingAct
from campaign.organisers.roles import Role, WaitingKind
from campaign.vault import trusted_time

WAITS = timedelta(hours=1)
Doing = Callable[[WaitingAct], None]
_KINDS: dict[WaitingKind, Doing] = {}


def register(kind: WaitingKind, doing: Doing) -> None:
    """What is done when the hour of this kind is over, in one transaction; it may raise Refusal."""
    _KINDS[kind] = doing


def hold() -> timedelta:
    """How long letters and a close wait: not at all on a site of this computer alone, so that a trial can be walked."""
    return timedelta(0) if settings().loopback else WAITS


def ask(
    *, kind: WaitingKind, campaign_id: int, by_id: int, mail: Compose, organiser_id: int | None = None
) -> datetime:
    """Let it be done in an hour, and tell the other owners now; asked twice it waits once. When it is due."""
    same = f"{kind}/{campaign_id}/{organiser_id or 0}"
    due = trusted_time.now() + (hold() if kind is WaitingKind.CLOSE else WAITS)
    values = {
        "kind": kind, "campaign_id": campaign_id, "organiser_id": organiser_id, "by_id": by_id, "same": same,
        "asked_at": clock.now(), "due_at": due,
    }  # fmt: skip
    with transaction() as session:
        statement = insert(WaitingAct).values(values).on_conflict_do_nothing().returning(WaitingAct.id)
        if session.scalar(statement) is None:
            standing = session.scalar(select(WaitingAct.due_at).where(WaitingAct.same == same))
            return standing or due
        where = queries.slug_of(campaign_id)
        audit.note(Act.WAIT_ASK, campaign=where, kind=kind.value, person=organiser_id)
        tell_owners(campaign_id=campaign_id, but=by_id, mail=mail)
    return due


def tell_owners(*, campaign_id: int, but: int, mail: Compose) -> None:
    """Mail the other owners that something grave was asked for, each once, in the caller's transaction."""
    mail_each((owner for owner in queries.owners(campaign_id) if owner.id != but), mail)


def stop(*, act_id: int, campaign_id: int, by_id: int) -> None:
    """Let it not be done; safe to repeat. Raises Refusal for who is no owner."""
    if queries.role_in(organiser_id=by_id, campaign_id=campaign_id) is not Role.OWNER:
        raise Refusal("organisers/not-here")
    with transaction() as session:
        mine = (WaitingAct.id == act_id, WaitingAct.campaign_id == campaign_id, WaitingAct.ended_at.is_(None))
        values = {"ended_at": clock.now(), "stopped_by": by_id, "same": None}
        statement = update(WaitingAct).where(*mine).values(**values)
        row = session.execute(statement.returning(WaitingAct.kind, WaitingAct.organiser_id)).one_or_none()
        if row is not None:
            where = queries.slug_of(campaign_id)
            audit.note(Act.WAIT_STOP, campaign=where, kind=row.kind.value, person=row.organiser_id)


def do_due() -> int:
    """Do what has waited its hour; how many. Of somebody who may no longer ask for it nothing is done."""
    due = [row.id for row in queries.acts_due(trusted_time.now())]
    for key in due:
        try:
            _do(key)
        except Refusal as refusal:
            _end(key, refusal=refusal.reason)
    return len(due)


def _do(key: int) -> None:
    """The act and its end are one transaction: neither is lost, nor done twice."""
    with transaction() as session:
        row = session.scalar(select(WaitingAct).where(WaitingAct.id == key).with_for_update())
        if row is None or row.ended_at is not None:
            return
        asker = queries.organiser(row.by_id)
        role = queries.role_in(organiser_id=row.by_id, campaign_id=row.campaign_id)
        if asker is None or not asker.active or role is not Role.OWNER or queries.is_held(row.by_id):
            raise Refusal("organisers/not-here")
        row.ended_at, row.same = clock.now(), None
        with acting(Actor(ActorKind.ORGANISER, asker.audit_name)):
            _KINDS[row.kind](row)


def _end(key: int, *, refusal: str) -> None:
    with transaction() as session:
        values = {"ended_at": clock.now(), "same": None, "refusal": refusal}
        session.execute(update(WaitingAct).where(WaitingAct.id == key).values(**values))
