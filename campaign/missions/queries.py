"""Reading the addresses of missions, the languages to write to them in, and what is to be done about each."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from campaign.extensions import db
from campaign.missions.models import FollowUp, MissionAddress, MissionLanguage, OwnGroup

MOST_GROUPS = 50  # of one campaign


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


def contact(code: str) -> MissionAddress | None:
    """What is known of one mission."""
    return db.session.get(MissionAddress, code)


def own_groups(campaign: int) -> Sequence[OwnGroup]:
    """The groups of States that its organisers named, by name."""
    query = select(OwnGroup).where(OwnGroup.campaign_id == campaign).order_by(OwnGroup.name)
    return db.session.scalars(query.limit(MOST_GROUPS)).all()


def follow_ups(campaign: int) -> dict[str, FollowUp]:
    """What is to be done, by code; at most one per State."""
    rows = db.session.scalars(select(FollowUp).where(FollowUp.campaign_id == campaign))
    return {row.code: row for row in rows}


def follow_up(campaign: int, code: str) -> FollowUp | None:
    """What is to be done about one mission."""
    return db.session.get(FollowUp, (campaign, code))


def due_until(campaign: int, day: date) -> Sequence[FollowUp]:
    """Next steps whose day is this one or an earlier one, the longest due first."""
    query = select(FollowUp).where(FollowUp.campaign_id == campaign, FollowUp.day <= day)
    return db.session.scalars(query.order_by(FollowUp.day, FollowUp.code)).all()
