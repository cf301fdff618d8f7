"""When a campaign ends, where questions go, and whose missions are written to."""

from collections.abc import Mapping, Sequence
from datetime import date

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.refusal import Refusal
from campaign.releases.actions.changing import change
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Addressees, Campaign, CampaignState


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

    `states` are codes of those with a mission, of which the caller knows the list, and count where missions are CHOSEN.
    Raises Refusal, about one of them.
    """
    chosen = sorted(set(states)) if addressees == Addressees.CHOSEN else None
    if chosen == []:
        raise Refusal("releases/whose-missions").about("addressees")
    try:
        to = deliverable(contact)
    except NotAnAddress as problem:
        raise (Refusal("releases/no-contact") if problem.is_plain else problem).about("contact") from None
    with transaction() as session:
        if existing(slug).state == CampaignState.CLOSED:
            return change(slug=slug, contact=to, letter_places=letter_places, signatories=signatories)
        campaign = change(
            slug=slug, closes=closes, contact=to, letter_places=letter_places, signatories=signatories
        )
        campaign.addressees, campaign.addressed = addressees, chosen
        audit.note(Act.CHANGE, campaign=slug, fields=["addressees"])
        session.flush()
        return campaign
