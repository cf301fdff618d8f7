"""What people choose of what they are told, and whose a key is."""

from collections.abc import Collection

from sqlalchemy import delete, select

from campaign.extensions import db, insert, transaction
from campaign.notifications.kinds import Kind
from campaign.notifications.models import HolderAccount, TurnedOff
from campaign.organisers.models import Membership, Organiser

BATCH = 1_000


def choose(*, organiser_id: int, offered: Collection[Kind], wanted: Collection[Kind]) -> None:
    """Which of the mails that were offered somebody wants from now on. It is noted nowhere else."""
    with transaction() as session:
        hers = (TurnedOff.organiser_id == organiser_id, TurnedOff.kind.in_(offered))
        session.execute(delete(TurnedOff).where(*hers))
        for kind in sorted(set(offered) - set(wanted)):
            values = {"organiser_id": organiser_id, "kind": kind}
            session.execute(insert(TurnedOff).values(values).on_conflict_do_nothing())


def know_holder(*, holder_id: int, organiser_id: int | None) -> None:
    """With which account a holder works at the desk, in the caller's transaction; None if with none."""
    with transaction() as session:
        session.execute(delete(HolderAccount).where(HolderAccount.holder_id == holder_id))
        if organiser_id is not None:
            values = {"holder_id": holder_id, "organiser_id": organiser_id}
            session.execute(insert(HolderAccount).values(values).on_conflict_do_nothing())


def tidy() -> int:
    """Forget a batch of choices of people who have nothing to sign in for any more; returns how many."""
    anywhere = select(Membership.organiser_id)
    gone = select(Organiser.id).where(Organiser.is_site_owner.is_(False), Organiser.id.not_in(anywhere))
    query = select(TurnedOff.organiser_id).where(TurnedOff.organiser_id.in_(gone)).distinct().limit(BATCH)
    people = db.session.scalars(query).all()
    if people:
        with transaction() as session:
            session.execute(delete(TurnedOff).where(TurnedOff.organiser_id.in_(people)))
    return len(people)
