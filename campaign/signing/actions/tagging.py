"""The key of a campaign's tags: made when it opens, never made anew once an address was tagged with it."""

from sqlalchemy import select

from campaign.extensions import db
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE
from campaign.signing.models import Signature, Submission
from campaign.vault import tags


def make_tag_keys() -> None:
    """For campaigns that an earlier version opened, which made the key with the first form, where none came yet."""
    for campaign in releases_queries.each_in_state(*CONFIRMABLE):
        if not tags.taggable(campaign.slug) and not _anything_tagged(campaign.id):
            tags.make_tag_key(campaign.slug)


def lost_tag_keys() -> list[str]:
    """The campaigns that can't take a form, since their key isn't on this machine."""
    return [
        each.slug for each in releases_queries.each_in_state(*CONFIRMABLE) if not tags.taggable(each.slug)
    ]


def _anything_tagged(campaign: int) -> bool:
    found = (
        select(model.id).where(model.campaign_id == campaign).limit(1) for model in (Submission, Signature)
    )
    return any(db.session.scalar(query) is not None for query in found)
