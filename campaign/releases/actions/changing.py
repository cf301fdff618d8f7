"""What is known of a campaign besides its texts."""

from datetime import date
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.countries import codes
from campaign.lib.refusal import Refusal
from campaign.releases.actions.naming import as_names
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState

FACTS = ("goal", "closes", "organisers", "contact", "withheld", "write_to_mission", "territories", "at_risk")


def change(
    *,
    slug: str,
    goal: int | None = None,
    closes: date | None = None,
    organisers: list[str] | None = None,
    contact: str | None = None,
    withhold: list[str] | None = None,
    write_to_mission: bool | None = None,
    territories: bool | None = None,
    at_risk: bool | None = None,
) -> Campaign:
    """Set what is given, leave the rest. Raises Refusal.

    Withheld countries may be added, never removed; harm may be ruled out until the campaign opens, and not afterwards.
    """
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-changes", slug=slug)
        if closes is not None and closes <= clock.today():
            raise Refusal("releases/closing-day-past", closes=closes)
        if goal is not None and goal < 1:
            raise Refusal("releases/goal")
        before = {name: getattr(campaign, name) for name in FACTS}
        campaign.goal = goal if goal is not None else campaign.goal
        campaign.closes = closes or campaign.closes
        campaign.organisers = as_names(organisers) if organisers else campaign.organisers
        campaign.contact = contact or campaign.contact
        if withhold is not None:
            campaign.withheld = _withheld(campaign, withhold)
        if write_to_mission is not None:
            campaign.write_to_mission = write_to_mission
        if territories is not None:
            campaign.territories = territories
        if at_risk is not None:
            campaign.at_risk = _risk(campaign, at_risk)
        session.flush()
        _note(campaign, before)
        return campaign


def _note(campaign: Campaign, before: dict[str, Any]) -> None:
    """Which facts are others now, never what they say; which countries are withheld besides."""
    changed = [name for name in FACTS if getattr(campaign, name) != before[name]]
    if "withheld" in changed:
        more = sorted(set(campaign.withheld or ()) - set(before["withheld"] or ()))
        audit.note(Act.WITHHOLD, campaign=campaign.slug, countries=more)
    if fields := [name for name in changed if name != "withheld"]:
        audit.note(Act.CHANGE, campaign=campaign.slug, fields=fields)


def _risk(campaign: Campaign, at_risk: bool) -> bool:
    if not at_risk and campaign.protects_signers and campaign.state != CampaignState.DRAFT:
        raise Refusal("releases/risk-stays")
    return at_risk


def _withheld(campaign: Campaign, given: list[str]) -> list[str]:
    if unknown := sorted(set(given) - codes()):
        raise Refusal("releases/not-countries", codes=unknown)
    return sorted(set(campaign.withheld or ()) | set(given))
