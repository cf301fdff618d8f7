"""What became of the forms, and what was removed, as it is told with a statement of figures."""

from collections.abc import Mapping

from sqlalchemy import select

from campaign.extensions import db
from campaign.letters.figures import Forms
from campaign.letters.models import StatedForms
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason
from campaign.tally.models import Checkpoint


def stated_forms(campaign: int, size: int) -> Forms | None:
    """As letters made at the checkpoint of this size tell it, in complete tens.

    None where there is no statement yet, or nobody has counted for it, or too few forms were sent to tell of them.
    """
    row = forms_row(campaign, size)
    return row.forms if row and row.forms.sent else None


def forms_row(campaign: int, size: int) -> StatedForms | None:
    """What was counted for the last statement in the checkpoint of this size."""
    checkpoint = tally_queries.checkpoint_at(campaign, size)
    stated = tally_queries.stated_at(campaign, checkpoint.tally_position) if checkpoint else None
    if checkpoint is None or stated is None:
        return None
    query = select(StatedForms).where(StatedForms.campaign_id == campaign)
    # A log that begins anew counts its positions anew: the day tells their statements apart.
    return db.session.scalar(
        query.where(
            StatedForms.tally_position == checkpoint.tally_position, StatedForms.stated_on == stated.day
        )
    )


def newest_forms_row(campaign: int) -> StatedForms | None:
    """What was counted last."""
    query = select(StatedForms).where(StatedForms.campaign_id == campaign)
    return db.session.scalar(query.order_by(StatedForms.id.desc()).limit(1))


def removed_by_then(campaign: int, checkpoint: Checkpoint) -> Mapping[RemovalReason, int]:
    """By reason, how many signatures had left the count by the checkpoint's last statement; nothing before one."""
    if checkpoint.tally_position is None:
        return {}
    # A statement is the last entry of its batch, and so of a checkpoint.
    return tally_queries.removed_at(campaign, checkpoint.tally_position + 1)
