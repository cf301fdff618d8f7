"""Reading what isn't public yet: drafts, and what a preview link leads to."""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.extensions import db
from campaign.lib.tokens import hash_token, spellings
from campaign.releases.models import Campaign, Draft
from campaign.releases.queries.of_texts import newest_text


def drafts(key: int) -> Sequence[Draft]:
    """The texts that wait to be published, the oldest first."""
    return db.session.scalars(select(Draft).where(Draft.campaign_id == key).order_by(Draft.id)).all()


def previewed(token: str) -> Campaign | None:
    """The campaign that a preview link leads to; None while it has no text that could be shown."""
    query = select(Campaign).where(Campaign.preview_hash.in_(_preview_hashes(token)))
    campaign = db.session.scalar(query.limit(1))
    return campaign if campaign is not None and newest_text(campaign.id) else None


def previewed_draft(token: str) -> Draft | None:
    """The draft of a text that a preview link leads to."""
    query = select(Draft).where(Draft.preview_hash.in_(_preview_hashes(token)))
    return db.session.scalar(query.limit(1))


def _preview_hashes(token: str) -> list[bytes]:
    return [hash_token(each, purpose="preview") for each in spellings(token)]
