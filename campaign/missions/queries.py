"""Reading the addresses of missions, and the languages to write to them in."""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.extensions import db
from campaign.missions.models import MissionAddress, MissionLanguage


def addresses() -> Sequence[MissionAddress]:
    """What was imported, by code; at most one row per State."""
    return db.session.scalars(select(MissionAddress).order_by(MissionAddress.code)).all()


def address(code: str) -> str | None:
    """Where one mission is written to."""
    return db.session.scalar(select(MissionAddress.address).where(MissionAddress.code == code))


def gender(code: str) -> str:
    """How the head of one mission is addressed: `f`, `m`, or empty where nobody said."""
    return db.session.scalar(select(MissionAddress.gender).where(MissionAddress.code == code)) or ""


def languages() -> dict[str, str]:
    """The organisers' choices of language, by code; at most one per State."""
    rows = db.session.scalars(select(MissionLanguage).order_by(MissionLanguage.code))
    return {row.code: row.language for row in rows}
