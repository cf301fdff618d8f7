"""What became of the forms is counted once for each statement of figures, and told so from then on."""

from dataclasses import asdict

from campaign.current import settings
from campaign.extensions import insert, transaction
from campaign.letters import queries as letters_queries
from campaign.letters.figures import Forms
from campaign.letters.models import StatedForms
from campaign.moderation.days import forms
from campaign.moderation.steady import steady
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState
from campaign.tally import queries as tally_queries


def state_forms(*, campaign: Campaign, size: int) -> None:
    """Count them for the last statement in the checkpoint of this size, unless that was done or there is none."""
    checkpoint = tally_queries.checkpoint_at(campaign.id, size)
    stated = tally_queries.stated_at(campaign.id, checkpoint.tally_position) if checkpoint else None
    if checkpoint is None or stated is None or letters_queries.forms_row(campaign.id, size):
        return
    before = letters_queries.newest_forms_row(campaign.id)
    told = Forms(before.sent, before.confirmed, before.day, before.refused) if before else None
    now = steady(told, forms(campaign), lot=settings().state_entries)
    values = {
        "campaign_id": campaign.id,
        "tally_position": checkpoint.tally_position,
        "stated_on": stated.day,
    }
    with transaction() as session:
        statement = insert(StatedForms).values(**values, **asdict(now))
        session.execute(statement.on_conflict_do_nothing())


def state_due() -> None:
    """Count them for each statement that is new to us, after the close too: the worker's turn."""
    for campaign in list(releases_queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED)):
        checkpoint = tally_queries.published_checkpoint(campaign.id)
        if checkpoint is not None:
            state_forms(campaign=campaign, size=checkpoint.size)
