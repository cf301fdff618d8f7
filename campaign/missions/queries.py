"""Reading the addresses of missions."""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.extensions import db
from campaign.missions.models import MissionAddress


def addresses() -> Sequence[MissionAddress]:
    """What was imported, by code; at most one row per State."""
    return db.session.scalars(select(MissionAddress).order_by(MissionAddress.code)).all()


def address(code: str) -> str | None:
    """Where one mission is written to."""
    return db.session.scalar(select(MissionAddress.address).where(MissionAddress.code == code))
