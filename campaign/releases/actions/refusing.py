"""A campaign by its address, for those who change it: two of them don't change one at once."""

from sqlalchemy import select

from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.releases import queries
from campaign.releases.models import Campaign


def locked(slug: str) -> Campaign | None:
    """Opening, closing, a new text and a change wait for each other: each begins from what the one before left."""
    query = select(Campaign).where(Campaign.slug == slug).with_for_update()
    campaign: Campaign | None = db.session.scalar(query.execution_options(populate_existing=True))
    return campaign


def existing(slug: str) -> Campaign:
    """As `locked`, where there has to be one. Raises Refusal."""
    return _there(locked(slug), slug)


def named(slug: str) -> Campaign:
    """The campaign at an address, whatever its state. Raises Refusal."""
    return _there(queries.campaign(slug), slug)


def _there(campaign: Campaign | None, slug: str) -> Campaign:
    if campaign is None:
        raise Refusal("releases/no-campaign", slug=slug)
    return campaign
