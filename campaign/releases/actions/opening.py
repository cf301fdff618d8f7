"""From draft to open, and to the end."""

from datetime import timedelta

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases import queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState, Text
from campaign.tally import actions as tally
from campaign.tally.origins import first_origin
from campaign.vault import queries as vault_queries
from campaign.vault import shared
from campaign.vault.tags import make_tag_key

RUNS_FOR = timedelta(days=183)


def open_campaign(*, slug: str) -> Campaign:
    """From now on people can sign. Raises Refusal with what is still missing."""
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == CampaignState.OPEN:
            return campaign
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-good", slug=slug)
        if campaign.example and not settings().loopback:
            raise Refusal("releases/example-in-public")
        _require_corrected(campaign)
        if campaign.closes is not None and campaign.closes < clock.today():
            raise Refusal("releases/would-close", closes=campaign.closes, slug=slug)
        if missing := _missing(campaign):
            raise Refusal("releases/unanswered", slug=slug, missing=missing)
        if not settings().loopback:
            _require_holders()
        first = campaign.state == CampaignState.DRAFT
        campaign.state = CampaignState.OPEN
        campaign.paused_until = campaign.taken_down_at = None
        campaign.opened_at = campaign.opened_at or clock.now()
        campaign.closes = campaign.closes or clock.today() + RUNS_FOR
        campaign.withheld = campaign.withheld or []
        session.flush()
        audit.note(Act.OPEN, campaign=slug, day=campaign.closes.isoformat())
        if first:
            shared.require_log_key()
            make_tag_key(slug)
            tally.begin_log(campaign=campaign.id, origin=first_origin(settings().authority, slug))
            for text in session.scalars(
                select(Text).where(Text.campaign_id == campaign.id).order_by(Text.id)
            ):
                tally.append_text(campaign=campaign.id, text=text.sha256)
            tally.sequence(campaign=campaign.id, unstated=campaign.unstated)
    tally.publish(campaign=campaign.id, slug=slug)
    return campaign


def _require_corrected(campaign: Campaign) -> None:
    """What was taken down comes back by a correction, or by somebody who says that it may."""
    down = campaign.taken_down_at
    if down is not None and not any(text.made_at >= down for text in queries.current_texts(campaign.id)):
        raise Refusal("releases/uncorrected", slug=campaign.slug, since=down.date())


def _require_holders() -> None:
    """Before strangers sign, somebody must be able to read what they give."""
    if not vault_queries.holders():
        raise Refusal("releases/no-holder")
    if unproved := [holder.name for holder in vault_queries.unproved()]:
        raise Refusal("releases/unproved", holders=unproved)


def _missing(campaign: Campaign) -> list[Refusal]:
    """What strangers have to be told before they sign, each as a refusal of its own."""
    if settings().loopback:
        return []
    questions = (
        (Refusal("releases/unnamed-organisers"), bool(campaign.organisers)),
        (Refusal("releases/unnamed-contact"), bool(campaign.contact)),
        (Refusal("releases/unnamed-withheld"), campaign.withheld is not None),
    )
    return [question for question, is_answered in questions if not is_answered]
