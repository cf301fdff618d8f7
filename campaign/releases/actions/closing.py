"""A campaign ends, by hand or on its day."""

from sqlalchemy import update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.releases import queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState
from campaign.tally import actions as tally
from campaign.vault import trusted_time


def close_campaign(*, slug: str) -> Campaign:
    """The end: no submission and no confirmation after it. Can't be undone; safe to repeat."""
    with transaction() as session:
        key = existing(slug).id
        ended = (
            update(Campaign)
            .where(Campaign.id == key, Campaign.state.in_(CONFIRMABLE))
            .values(state=CampaignState.CLOSED, closed_at=trusted_time.stamp())
            .returning(Campaign.id)
        )
        if session.scalar(ended) is not None:
            tally.append_closed(campaign=key)
            audit.note(Act.CLOSE, campaign=slug)
        return session.get_one(Campaign, key, populate_existing=True)


def close_due() -> None:
    """Close the campaigns whose closing day has surely passed: a clock that jumps closes none."""
    today = trusted_time.today()
    for campaign in queries.each_in_state(*CONFIRMABLE):
        if campaign.closes and campaign.closes < today:
            close_campaign(slug=campaign.slug)
