"""How a log grew: the last figure stated on each day. Only actions call what writes."""

from datetime import date

from sqlalchemy import select

from campaign.extensions import db, insert
from campaign.tally import queries
from campaign.tally.batches import Plan
from campaign.tally.models import Checkpoint, StatedDay

MOST_DAYS = 3_660


def note_day(campaign: int, plan: Plan) -> None:
    """Keep what a batch states, if it states anything, as its day's last figure."""
    position = plan.tally_position(None)
    if plan.stated is None or position is None:
        return
    statement = insert(StatedDay).values(
        campaign_id=campaign, day=plan.stated.day, position=position, taken_in=plan.stated.taken_in
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["campaign_id", "day"],
            set_={"position": statement.excluded.position, "taken_in": statement.excluded.taken_in},
        )
    )


def stated_days(campaign: int, checkpoint: Checkpoint) -> list[tuple[date, int]]:
    """(day, taken in) of the last `tally` line of each day below a checkpoint, the oldest first; ten years at most."""
    newest = queries.stated_at(campaign, checkpoint.tally_position)
    if newest is None:
        return []
    query = select(StatedDay.day, StatedDay.taken_in).where(
        StatedDay.campaign_id == campaign, StatedDay.position < checkpoint.tally_position
    )
    rows = db.session.execute(query.order_by(StatedDay.day.desc()).limit(MOST_DAYS))
    # Its day's row may tell of a line already that no checkpoint has published.
    return sorted({**{row.day: row.taken_in for row in rows}, newest.day: newest.taken_in}.items())
