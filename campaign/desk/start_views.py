"""The path to the opening: which steps are settled, which is next."""

from typing import Any

from flask import Blueprint, g, render_template

from campaign.current import settings
from campaign.desk.rehearsed import tried
from campaign.desk.steps import AFTER_THE_CLOSE, PAGES, Step, stages
from campaign.releases import queries as releases_queries
from campaign.releases.actions.opening import holder_facts, owner_facts
from campaign.releases.models import Campaign, CampaignState
from campaign.releases.readiness import holders_suffice, owners_suffice
from campaign.releases.rehearsals import Exercise
from campaign.vault import queries as vault_queries

pages = Blueprint("start", __name__, url_prefix="/desk/campaigns/<slug>/start")


@pages.get("")
def show(slug: str) -> Any:
    """Each step with its state, a link each: left and taken up again at any of them."""
    is_over = g.campaign.state == CampaignState.CLOSED
    shown = AFTER_THE_CLOSE if is_over else stages(settled(g.campaign))
    return render_template(
        "desk/start.html", stages=shown, pages=PAGES, tried=len(tried(g.campaign)),
        exercises=len(Exercise), public=not settings().loopback,
    )  # fmt: skip


def settled(campaign: Campaign) -> dict[Step, bool]:
    """Which steps need nothing more."""
    return {
        Step.RISK: campaign.at_risk is not None and campaign.withheld is not None,
        Step.ORGANISATION: bool(campaign.organisers) and bool(releases_queries.responsible(campaign.id)),
        Step.SECOND: owners_suffice(owner_facts(campaign.id)),
        Step.KEYS: holders_suffice(holder_facts()) and not vault_queries.unproved(),
        Step.TEXT: bool(releases_queries.current_texts(campaign.id)),
        Step.ENDING: bool(campaign.closes and campaign.contact),
        Step.REHEARSAL: len(tried(campaign)) == len(Exercise),
        Step.OPENING: campaign.state != CampaignState.DRAFT,
    }
