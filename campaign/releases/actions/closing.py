"""A campaign ends, by hand or on its day.

A room above has what may join its log until then, and no later: it tells the app here.
"""

from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy import update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.releases import queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState
from campaign.tally import actions as tally
from campaign.vault import trusted_time

JOINS_LAST = "what joins a log before its end"


def init_app(app: Flask, *, joins_last: Callable[[int], object]) -> None:
    """Tell the app what is done before the end is logged, in its transaction, by the campaign's id."""
    app.extensions[JOINS_LAST] = joins_last


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
            current_app.extensions[JOINS_LAST](key)
            tally.append_closed(campaign=key)
            audit.note(Act.CLOSE, campaign=slug)
        return session.get_one(Campaign, key, populate_existing=True)


def close_due() -> None:
    """Close the campaigns whose closing day has surely passed: a clock that jumps closes none."""
    today = trusted_time.today()
    for campaign in queries.each_in_state(*CONFIRMABLE):
        if campaign.closes and campaign.closes < today:
            close_campaign(slug=campaign.slug)
