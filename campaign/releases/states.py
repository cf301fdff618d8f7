"""From open to paused and back; opening and the end stand in `actions`."""

from datetime import date

from sqlalchemy import select

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.releases.actions import Refusal
from campaign.releases.models import Campaign


def pause_campaign(*, slug: str, until: date | None = None) -> Campaign:
    """Take no submissions for a while; what waits may still be confirmed, and nothing is numbered differently.

    `until` is the day the page names for going on; `open` is what goes on. Again sets another day. Raises Refusal.
    """
    if until is not None and until <= clock.today():
        raise Refusal(f"{until} is not in the future.")
    with transaction() as session:
        query = select(Campaign).where(Campaign.slug == slug).with_for_update()
        campaign = session.scalar(query.execution_options(populate_existing=True))
        if campaign is None:
            raise Refusal(f"There is no campaign {slug!r}. campaign list shows those there are.")
        if campaign.state not in {"open", "paused"}:
            raise Refusal(f"{slug} is {_called(campaign.state)}; only an open campaign can be paused.")
        campaign.state, campaign.paused_until = "paused", until
        found: Campaign = campaign
        return found


def _called(state: str) -> str:
    return "a draft" if state == "draft" else state
