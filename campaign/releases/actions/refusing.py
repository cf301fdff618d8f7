"""What organisers ask for and can't have; and a campaign that two of them don't change at once."""

from sqlalchemy import select

from campaign.extensions import db
from campaign.releases.models import Campaign


class Refusal(Exception):
    """A sentence for the organiser: what can't be done, and why."""


def locked(slug: str) -> Campaign | None:
    """Opening, closing, a new text and a change wait for each other: each begins from what the one before left."""
    query = select(Campaign).where(Campaign.slug == slug).with_for_update()
    found: Campaign | None = db.session.scalar(query.execution_options(populate_existing=True))
    return found


def existing(slug: str) -> Campaign:
    campaign = locked(slug)
    if campaign is None:
        raise Refusal(f"There is no campaign {slug!r}. campaign list shows those there are.")
    return campaign
