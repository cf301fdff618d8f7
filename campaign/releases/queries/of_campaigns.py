"""Reading campaigns, who answers for them and what was tried."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from campaign.driver import Prepared
from campaign.extensions import ask, db
from campaign.releases.models import (
    CONFIRMABLE,
    Campaign,
    CampaignState,
    Responsible,
)
from campaign.releases.rehearsals import Rehearsal

MOST_CAMPAIGNS = 200
# Each confirmation asks.
CAMPAIGNS: Any = Campaign.__table__
STATE = Prepared(
    select(CAMPAIGNS.c.state).where(CAMPAIGNS.c.id == bindparam("key")).with_for_update(read=True)
)


def campaign(slug: str) -> Campaign | None:
    """The campaign at an address, whatever its state."""
    return db.session.scalar(select(Campaign).where(Campaign.slug == slug))


def public_campaign(slug: str) -> Campaign | None:
    """The campaign at an address, unless it is a draft: nobody is told of those."""
    row = campaign(slug)
    return row if row is not None and row.state != CampaignState.DRAFT else None


def public_slugs() -> list[str]:
    """The addresses of the newest two hundred campaigns that aren't drafts, in whatever state."""
    query = select(Campaign.slug).where(Campaign.state != CampaignState.DRAFT).order_by(Campaign.id.desc())
    return list(db.session.scalars(query.limit(MOST_CAMPAIGNS)))


def public_after(slug: str, *, most: int) -> Sequence[Campaign]:
    """Campaigns that aren't drafts, in the order of their addresses, from behind this one on."""
    query = select(Campaign).where(Campaign.slug > slug, Campaign.state != CampaignState.DRAFT)
    return db.session.scalars(query.order_by(Campaign.slug).limit(most)).all()


def campaign_by_id(key: int) -> Campaign:
    """The campaign a row belongs to."""
    return db.session.get_one(Campaign, key)


def is_public(key: int) -> bool:
    """Whether there is such a campaign, and it isn't a draft."""
    row = db.session.get(Campaign, key)
    return row is not None and row.state != CampaignState.DRAFT


def campaigns() -> Sequence[Campaign]:
    """The newest two hundred, newest first."""
    return db.session.scalars(select(Campaign).order_by(Campaign.id.desc()).limit(MOST_CAMPAIGNS)).all()


def in_state(*states: CampaignState) -> Sequence[Campaign]:
    """Campaigns in any of these states, the one opened last first."""
    query = (
        select(Campaign)
        .where(Campaign.state.in_(states))
        .order_by(Campaign.opened_at.desc(), Campaign.id.desc())
    )
    return db.session.scalars(query.limit(MOST_CAMPAIGNS)).all()


def each_in_state(*states: CampaignState) -> Iterator[Campaign]:
    """Every campaign in any of these states, the oldest first, a page at a time: for the worker."""
    after = 0
    while True:
        query = select(Campaign).where(Campaign.state.in_(states), Campaign.id > after)
        page = db.session.scalars(query.order_by(Campaign.id).limit(MOST_CAMPAIGNS)).all()
        yield from page
        if len(page) < MOST_CAMPAIGNS:
            return
        after = page[-1].id


def may_confirm(key: int) -> bool:
    """Whether signatures may still be confirmed; holds off a closing until the caller's transaction ends."""
    return any(row.state in CONFIRMABLE for row in ask(STATE, {"key": key}))


def responsible(key: int) -> Responsible | None:
    """Who answers for a campaign; None while it isn't said."""
    return db.session.get(Responsible, key)


def rehearsals(key: int) -> Sequence[Rehearsal]:
    """What was tried, and how it went the last time."""
    query = select(Rehearsal).where(Rehearsal.campaign_id == key)
    return db.session.scalars(query.order_by(Rehearsal.exercise, Rehearsal.at_provider)).all()
