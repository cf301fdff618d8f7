"""Reading who holds keys, and what was erased."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select

from campaign.extensions import db
from campaign.lib import clock
from campaign.vault.models import Erasure, Holder

DRILLED_WITHIN = timedelta(days=60)


class Recipient(NamedTuple):
    """What a backup needs to know of a holder."""

    name: str
    recipient: str
    proved: bool


def holders(*, retired: bool = False) -> Sequence[Holder]:
    """Those that values are sealed to, in the order they came; with `retired`, all there ever were."""
    query = select(Holder).order_by(Holder.id)
    return db.session.scalars(query if retired else query.where(Holder.retired_at.is_(None))).all()


def holder(name: str) -> Holder | None:
    """The holder of this name, retired or not."""
    return db.session.scalar(select(Holder).where(Holder.name == name))


def unproved() -> Sequence[Holder]:
    """Holders who haven't shown yet that they can open what is sealed to them."""
    return [each for each in holders() if each.proved_at is None]


def due_for_drill() -> Sequence[Holder]:
    """Holders who haven't shown for sixty days that they can open what is sealed to them, or never have."""
    late = clock.now() - DRILLED_WITHIN
    return [each for each in holders() if each.proved_at is None or each.proved_at < late]


def recipients() -> list[Recipient]:
    """The holders that aren't retired. It names its columns: an upgrade asks a database that lacks newer ones."""
    query = select(Holder.name, Holder.recipient, Holder.proved_at).where(Holder.retired_at.is_(None))
    rows = db.session.execute(query.order_by(Holder.id))
    return [Recipient(name, recipient, proved is not None) for name, recipient, proved in rows]


def erasures() -> Sequence[Erasure]:
    """The tables of which rows were erased, by name."""
    return db.session.scalars(select(Erasure).order_by(Erasure.name)).all()
