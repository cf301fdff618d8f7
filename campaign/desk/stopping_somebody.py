"""What is stopped with somebody: her lists, letters on their way, and signing if it is wished."""

from campaign.extensions import transaction
from campaign.jobs import actions as jobs
from campaign.jobs.kinds import ENDED
from campaign.letters import actions as letters
from campaign.lists import exports
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.actions import Stopped
from campaign.organisers.models import Organiser
from campaign.releases import queries as releases_queries
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.models import Campaign, CampaignState


def stop_somebody(*, organiser: Organiser, campaign: Campaign, by_id: int, pauses: bool) -> Stopped:
    """Freeze her, delete the lists she asked for, stop the letters that wait, in each of her campaigns; and let this
    one take no signatures, if it is wished. Raises Refusal.
    """
    name, organiser_id, campaign_id, slug = organiser.audit_name, organiser.id, campaign.id, campaign.slug
    with transaction():
        stopped = organisers.freeze(organiser_id=organiser_id, campaign_id=campaign_id, by_id=by_id)
        if pauses and campaign.state == CampaignState.OPEN:
            pause_campaign(slug=slug)
        if stopped is Stopped.SIGNED_OUT:
            return stopped
        for key in organisers_queries.roles_of(organiser_id):
            each = releases_queries.campaign_by_id(key)
            letters.stop(campaign=each, only=())
            _stop_lists(each.slug, name)
    return stopped


def _stop_lists(slug: str, name: str) -> None:
    """Those on their way end; those that lie here are deleted."""
    for each in exports.of_campaign(slug):
        if each.job.who != name:
            continue
        if each.job.state not in ENDED:
            jobs.ask_stop(job=each.job.id)
        else:
            exports.delete(slug=slug, job=each.job.id)
