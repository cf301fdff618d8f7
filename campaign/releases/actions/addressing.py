"""When a campaign ends, where questions go, and whose missions are written to."""

from collections.abc import Sequence
from datetime import date

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.refusal import Refusal
from campaign.releases.actions.changing import change
from campaign.releases.models import Addressees, Campaign


def plan_the_end(
    *, slug: str, closes: date, contact: str, addressees: Addressees | None, states: Sequence[str]
) -> Campaign:
    """Set all of it. `states` are codes of those with a mission, of which the caller knows the list, and count where
    missions are CHOSEN. Raises Refusal, about one of them.
    """
    chosen = sorted(set(states)) if addressees == Addressees.CHOSEN else None
    if chosen == []:
        raise Refusal("releases/whose-missions").about("addressees")
    try:
        to = deliverable(contact)
    except NotAnAddress as problem:
        raise (Refusal("releases/no-contact") if problem.is_plain else problem).about("contact") from None
    with transaction() as session:
        campaign = change(slug=slug, closes=closes, contact=to)
        campaign.addressees, campaign.addressed = addressees, chosen
        audit.note(Act.CHANGE, campaign=slug, fields=["addressees"])
        session.flush()
        return campaign
