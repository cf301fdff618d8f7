"""Groups of States that a campaign's organisers name themselves, beside those of the file."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, func, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.row_numbers import row_number
from campaign.lib.text import short_line
from campaign.missions import queries
from campaign.missions.groups import Group, groups
from campaign.missions.models import OwnGroup
from campaign.missions.states import is_state

MOST, LONGEST = queries.MOST_GROUPS, 60
KEY = "own-"


def own_groups(campaign: int) -> tuple[Group, ...]:
    """As groups of the file are, by name."""
    return tuple(
        Group(
            key=f"{KEY}{row.id}", names={"en": row.name}, states=tuple(row.states), source="",
            checked=row.made_at.date(),
        )
        for row in queries.own_groups(campaign)
    )  # fmt: skip


def every_group(folder: Path, campaign: int) -> tuple[Group, ...]:
    """Those of the file in this folder, or the shipped ones, and then the campaign's own. Raises Refusal."""
    return (*groups(folder), *own_groups(campaign))


def name_group(*, campaign_id: int, slug: str, name: str, states: Collection[str]) -> None:
    """Put these States under a name, in the place of those that stood under it. Raises Refusal, about a field."""
    try:
        name = short_line(name, most=LONGEST)
    except Refusal as refusal:
        raise refusal.about("name") from None
    if not name:
        raise Refusal("missions/nameless-group").about("name")
    codes = sorted({code for code in states if is_state(code)})
    if not codes:
        raise Refusal("missions/empty-group").about("states")
    with transaction() as session:
        values = {"states": codes, "made_at": clock.now()}
        statement = insert(OwnGroup).values(campaign_id=campaign_id, name=name, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id", "name"], set_=values))
        there = select(func.count(OwnGroup.id)).where(OwnGroup.campaign_id == campaign_id)
        if (session.scalar(there) or 0) > MOST:
            raise Refusal("missions/too-many-groups", most=MOST).about("name")
        audit.note(Act.GROUP, campaign=slug, countries=codes)


def drop_group(*, campaign_id: int, slug: str, key: str) -> bool:
    """Forget one by its key; False where there is none."""
    number = row_number(key.removeprefix(KEY))
    if number is None:
        return False
    with transaction() as session:
        gone = delete(OwnGroup).where(OwnGroup.campaign_id == campaign_id, OwnGroup.id == number)
        removed = session.scalar(gone.returning(OwnGroup.id)) is not None
        if removed:
            audit.note(Act.GROUP_DROP, campaign=slug)
        return removed
