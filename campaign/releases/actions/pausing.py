"""From open to paused and back; opening and the end stand in `actions`."""

from datetime import date, timedelta

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState

WEEK = timedelta(days=7)


def pause_campaign(*, slug: str, until: date | None = None) -> Campaign:
    """Take no submissions for a while; what waits may still be confirmed, and nothing is numbered differently.

    `until` is the day the page names for going on; `open` is what goes on. Again sets another day. Raises Refusal.
    """
    if until is not None and until <= clock.today():
        raise Refusal("releases/not-in-the-future", until=until)
    with transaction():
        campaign = existing(slug)
        if campaign.state == CampaignState.DRAFT:
            raise Refusal("releases/draft-is-not-open", slug=slug)
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-is-not-open", slug=slug)
        campaign.state, campaign.paused_until = CampaignState.PAUSED, until
        audit.note(Act.PAUSE, campaign=slug, day=until.isoformat() if until else None)
        return campaign


def pause_overdue() -> dict[str, date]:
    """Pause what a restored database would close at once; the closing days of then, by slug.

    The day may have been moved since, and closing can't be undone. What nobody decides about closes in a week.
    """
    with transaction() as session:
        overdue = Campaign.state.in_(CONFIRMABLE), Campaign.closes < clock.today()
        campaigns = session.scalars(select(Campaign).where(*overdue).order_by(Campaign.slug)).all()
        days = {each.slug: each.closes for each in campaigns if each.closes}
        for each in campaigns:
            each.state, each.paused_until, each.closes = CampaignState.PAUSED, None, clock.today() + WEEK
            audit.note(Act.PAUSE, campaign=each.slug)
        return days
