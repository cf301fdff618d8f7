"""Names beside a campaign's signatures: whether its owners want that, and who went to look."""

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign


def turn_names_on(*, slug: str) -> Campaign:
    """Let holders open names beside the signatures, in the page that the site serves; safe to repeat.

    Raises Refusal where harm isn't ruled out.
    """
    with transaction():
        campaign = existing(slug)
        if campaign.protects_signers:
            raise Refusal("releases/names-protected")
        if not campaign.names_on:
            campaign.names_on = True
            audit.note(Act.NAMES_ON, campaign=slug)
        return campaign


def turn_names_off(*, slug: str) -> Campaign:
    """No longer, from now on; safe to repeat. Raises Refusal."""
    with transaction():
        campaign = existing(slug)
        if campaign.names_on:
            campaign.names_on = False
            audit.note(Act.NAMES_OFF, campaign=slug)
        return campaign


def look_at_names(*, slug: str) -> Campaign:
    """Before the first of them is fetched, so that nobody looks whom the audit doesn't know of. Raises Refusal."""
    with transaction():
        campaign = existing(slug)
        if not campaign.shows_names:
            raise Refusal("releases/names-off")
        audit.note(Act.NAMES_LOOK, campaign=slug)
        return campaign
