"""From draft to open, and to the end."""

from datetime import timedelta

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import queries, readiness
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState, Text
from campaign.releases.readiness import HolderFacts, OwnerFacts
from campaign.tally import actions as tally
from campaign.tally.origins import first_origin
from campaign.vault import queries as vault_queries
from campaign.vault import shared
from campaign.vault.tags import make_tag_key

RUNS_FOR = timedelta(days=183)


def open_campaign(*, slug: str, alone: bool = False) -> Campaign:
    """From now on people can sign. Raises Refusal with what is still missing.

    In public a draft opens with more than one person in charge (`lacking`), or `alone`.
    """
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == CampaignState.OPEN:
            return campaign
        _require_openable(campaign, alone=alone)
        first = campaign.state == CampaignState.DRAFT
        campaign.state = CampaignState.OPEN
        if campaign.taken_down_at is not None:
            campaign.taken_down_at, campaign.words_moved_at = None, clock.now()
        campaign.paused_until = None
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


def _require_openable(campaign: Campaign, *, alone: bool) -> None:
    """Raises Refusal with the first kind of thing that is missing."""
    slug = campaign.slug
    if campaign.state == CampaignState.CLOSED:
        raise Refusal("releases/closed-for-good", slug=slug)
    if campaign.example and not settings().loopback:
        raise Refusal("releases/example-in-public")
    _require_corrected(campaign)
    if campaign.closes is not None and campaign.closes < clock.today():
        raise Refusal("releases/would-close", closes=campaign.closes, slug=slug)
    if campaign.state == CampaignState.DRAFT and not queries.current_texts(campaign.id):
        raise Refusal("releases/no-text-yet", slug=slug)
    if settings().loopback:
        return
    if missing := _missing(campaign):
        raise Refusal("releases/unanswered", slug=slug, missing=missing)
    _require_holders()
    if not alone and (missing := lacking(campaign)):
        raise Refusal("releases/alone", slug=slug, missing=missing)


def outstanding(campaign: Campaign) -> list[Refusal]:
    """Everything that hinders a draft from opening in public, each named as a thing; for a page that asks for it."""
    if campaign.state != CampaignState.DRAFT:
        return []
    unproved = [holder.name for holder in vault_queries.unproved()]
    questions = (
        (Refusal("releases/unnamed-text"), bool(queries.current_texts(campaign.id))),
        (Refusal("releases/unnamed-holder"), bool(vault_queries.holders())),
        (Refusal("releases/unnamed-proof", holders=unproved), not unproved),
    )
    return [
        *_missing(campaign),
        *(asked for asked, is_there in questions if not is_there),
        *lacking(campaign),
    ]


def lacking(campaign: Campaign) -> list[Refusal]:
    """What a draft lacks to open with more than one person in charge; nothing once it was opened.

    On this machine alone it is told all the same, and hinders nobody.
    """
    if campaign.state != CampaignState.DRAFT:
        return []
    return readiness.lacking(
        slug=campaign.slug,
        risk_answered=campaign.at_risk is not None,
        owners=owner_facts(campaign.id),
        holders=holder_facts(),
    )


def owner_facts(campaign_id: int) -> list[OwnerFacts]:
    """How each owner who isn't frozen signs in."""
    return [
        OwnerFacts(person.has_second_factor, codes_proved=person.codes_proved_at is not None)
        for person, role in organisers_queries.people_of(campaign_id)
        if role == Role.OWNER and person.active
    ]


def holder_facts() -> list[HolderFacts]:
    """Where each holder's key lies."""
    return [
        HolderFacts(each.name, each.place or "", each.paper_keeper or "", each.paper_place or "")
        for each in vault_queries.holders()
    ]


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
    questions = (
        (Refusal("releases/unnamed-organisers"), bool(campaign.organisers)),
        (Refusal("releases/unnamed-contact"), bool(campaign.contact)),
        (Refusal("releases/unnamed-withheld"), campaign.withheld is not None),
    )
    return [question for question, is_answered in questions if not is_answered]
