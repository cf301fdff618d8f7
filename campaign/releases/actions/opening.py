"""From draft to open, and to the end."""

from datetime import timedelta

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, Text
from campaign.tally import actions as tally
from campaign.tally.origins import first_origin
from campaign.vault import queries as vault_queries
from campaign.vault.tags import make_tag_key

RUNS_FOR = timedelta(days=183)


def open_campaign(*, slug: str) -> Campaign:
    """From now on people can sign. Raises Refusal with what is still missing."""
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == "open":
            return campaign
        if campaign.state == "closed":
            raise Refusal(f"{slug} is closed; a closed campaign can't be opened again.")
        if campaign.example and not settings().loopback:
            raise Refusal("The example campaign opens on this machine's own address only.")
        if campaign.closes is not None and campaign.closes < clock.today():
            raise Refusal(
                f"The closing day, {campaign.closes}, is past: it would close again at once, and for good. "
                f"campaign set {slug} --closes DAY"
            )
        if missing := _missing(campaign):
            raise Refusal(
                f"Before {slug} opens, answer: {', '.join(missing)}. See: campaign set {slug} --help"
            )
        if not settings().loopback:
            _require_holders()
        first = campaign.state == "draft"
        campaign.state = "open"
        campaign.paused_until = None
        campaign.opened_at = campaign.opened_at or clock.now()
        campaign.closes = campaign.closes or clock.today() + RUNS_FOR
        campaign.withheld = campaign.withheld or []
        session.flush()
        if first:
            make_tag_key(slug)
            tally.begin_log(campaign=campaign.id, origin=first_origin(settings().authority, slug))
            for text in session.scalars(
                select(Text).where(Text.campaign_id == campaign.id).order_by(Text.id)
            ):
                tally.append_text(campaign=campaign.id, text=text.sha256)
            tally.sequence(campaign=campaign.id, unstated=campaign.unstated)
    tally.publish(campaign=campaign.id, slug=slug)
    return campaign


def _require_holders() -> None:
    """Before strangers sign, somebody must be able to read what they give."""
    if not vault_queries.holders():
        raise Refusal(
            "Nobody holds a key yet, so nothing could be sealed. On an organiser's computer: campaign keys new NAME; "
            "here: campaign keys add FILE"
        )
    if unproved := [holder.name for holder in vault_queries.unproved()]:
        raise Refusal(
            f"Not proved yet that they can open what is sealed: {', '.join(unproved)}. "
            "See: campaign keys drill --help"
        )


def _missing(campaign: Campaign) -> list[str]:
    if settings().loopback:
        return []
    asked = {
        "who is behind it (--organiser)": bool(campaign.organisers),
        "an address for questions (--contact)": bool(campaign.contact),
        "which countries are withheld (--withhold SY,IR or none)": campaign.withheld is not None,
    }
    return [question for question, answered in asked.items() if not answered]
