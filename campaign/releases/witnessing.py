"""Each campaign's log is shown to the witnesses, beside everything else: nobody waits for one."""

from campaign.releases import queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.tally import actions as tally


def offer_checkpoints() -> None:
    """Offer each log's newest published checkpoint to the witnesses that are due."""
    for campaign in [each.id for each in queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED)]:
        tally.offer(campaign=campaign)
