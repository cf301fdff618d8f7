"""What goes of a campaign that closed long enough ago."""

from typing import Any

from sqlalchemy import delete, select, update

from campaign.extensions import db, transaction
from campaign.paper import queries
from campaign.paper.models import Keeping, Slip
from campaign.vault.wiping import note_erased

BATCH = 1_000


def purge_slips(campaign: int) -> int:
    """Erase records, codes and the keeper's name of a batch of its slips; how many had any of them."""
    query = select(Slip.id).where(Slip.campaign_id == campaign, queries.personal()).limit(BATCH)
    keys = db.session.scalars(query).all()
    if not keys:
        _forget_keeper(campaign)
        return 0
    blank: dict[str, Any] = dict.fromkeys(("sealed", "record_id", "code_hash"))
    with transaction() as session:
        gone = update(Slip).where(Slip.id.in_(keys)).values(**blank)
        session.execute(gone.execution_options(synchronize_session=False))
        note_erased("paper_slips")
    return len(keys)


def _forget_keeper(campaign: int) -> None:
    if db.session.get(Keeping, campaign) is None:
        return
    with transaction() as session:
        session.execute(delete(Keeping).where(Keeping.campaign_id == campaign))
        note_erased("paper_keepings")
