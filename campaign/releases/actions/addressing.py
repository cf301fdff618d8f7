"""When a campaign ends, where questions go, and whose missions are written to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import Flask, current_app

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.refusal import Refusal
from campaign.releases.actions.changing import change
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Addressees, Campaign, CampaignState

WITH_A_MISSION = "States with a mission"


def init_app(app: Flask, *, with_a_mission: Callable[[], frozenset[str]]) -> None:
    """Tell the app the codes of States with a mission, which a room above knows."""
    app.extensions[WITH_A_MISSION] = with_a_mission


def plan_the_end(
    *,
    slug: str,
    closes: date,
    contact: str,
    addressees: Addressees | None,
    states: Sequence[str],
    letter_places: Mapping[str, str] | None = None,
    signatories: Mapping[str, Sequence[str]] | None = None,
) -> Campaign:
    """Set all of it, and what letters say by language (see `change`); of a closed campaign only contact and letters.

    `states` are codes, and count where missions are CHOSEN. Raises Refusal, about one of them.
    """
    _require_chosen(addressees, states)
    try:
        to = deliverable(contact)
    except NotAnAddress as problem:
        raise (Refusal("releases/no-contact") if problem.is_plain else problem).about("contact") from None
    with transaction():
        if existing(slug).state == CampaignState.CLOSED:
            return change(slug=slug, contact=to, letter_places=letter_places, signatories=signatories)
        change(slug=slug, closes=closes, contact=to, letter_places=letter_places, signatories=signatories)
        return write_to(slug=slug, addressees=addressees, states=states)


def write_to(*, slug: str, addressees: Addressees | None, states: Sequence[str]) -> Campaign:
    """Set whose missions are written to in the end; None leaves it for later. Raises Refusal."""
    _require_chosen(addressees, states)
    chosen = sorted(set(states)) if addressees == Addressees.CHOSEN else None
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-changes", slug=slug)
        if (campaign.addressees, campaign.addressed) != (addressees, chosen):
            campaign.addressees, campaign.addressed = addressees, chosen
            audit.note(Act.CHANGE, campaign=slug, fields=["addressees"])
        session.flush()
        return campaign


def _require_chosen(addressees: Addressees | None, states: Sequence[str]) -> None:
    if addressees != Addressees.CHOSEN:
        return
    if not states:
        raise Refusal("releases/whose-missions").about("addressees")
    if unknown := sorted(set(states) - current_app.extensions[WITH_A_MISSION]()):
        raise Refusal("releases/no-mission", codes=unknown).about("addressees")
