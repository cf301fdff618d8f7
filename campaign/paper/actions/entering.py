"""What was typed joins the log: once its hold is over, or as the campaign closes, which is the last moment."""

from typing import Any

from sqlalchemy import select, update

from campaign.extensions import among, db, transaction
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
    query = select(Slip.id, Slip.campaign_id, Slip.commitment).where(*where).order_by(Slip.id).limit(limit)
    slips = db.session.execute(query.with_for_update()).all()
    by_campaign: dict[int, list[tuple[int, str]]] = {}
    for slip in slips:
        assert slip.commitment is not None  # of each that was typed
        by_campaign.setdefault(slip.campaign_id, []).append((slip.id, slip.commitment))
    for campaign, some in by_campaign.items():
        tally.append_papers(campaign=campaign, slips=some)
        entered = update(Slip).where(among(Slip.id, [key for key, _ in some]))
        values = {"state": SlipState.ENTERED, "commitment": None, "due_at": None}
        db.session.execute(entered.values(**values).execution_options(synchronize_session=False))
    db.session.expire_all()
    return len(slips)
