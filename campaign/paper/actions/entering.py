"""What was typed joins the log: once its hold is over, or as the campaign closes, which is the last moment."""

from typing import Any

from sqlalchemy import select

from campaign.extensions import db, transaction
from campaign.paper.models import Slip, SlipState
from campaign.tally import actions as tally
from campaign.vault import trusted_time

BATCH = 500


def enter_due() -> int:
    """Log a batch of the rows whose hold is surely over; how many."""
    due = Slip.state == SlipState.TYPED, Slip.due_at <= trusted_time.now()
    if db.session.scalar(select(Slip.id).where(*due).limit(1)) is None:
        return 0  # a look that takes no writer's turn
    with transaction():
        return _enter(*due, limit=BATCH)


def enter_all(campaign: int) -> int:
    """In the transaction that closes it: log what is on hold still, as nothing of paper may follow the end."""
    return _enter(Slip.campaign_id == campaign, Slip.state == SlipState.TYPED)


def _enter(*where: Any, limit: int | None = None) -> int:
    query = select(Slip).where(*where).order_by(Slip.id).limit(limit).with_for_update()
    slips = db.session.scalars(query.execution_options(populate_existing=True)).all()
    for slip in slips:
        assert slip.commitment is not None  # of each that was typed
        tally.append_paper(campaign=slip.campaign_id, slip=slip.id, commitment=slip.commitment)
        slip.state, slip.commitment, slip.due_at = SlipState.ENTERED, None, None
    db.session.flush()
    return len(slips)
