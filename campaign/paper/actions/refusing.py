"""Whether a campaign may use paper at all: one in which having signed can harm nobody, and that people can sign now."""

from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import CONFIRMABLE, Campaign


def on_paper(slug: str) -> Campaign:
    """Inside a transaction, the campaign, for whoever changes something about its slips. Raises Refusal."""
    campaign = existing(slug)
    if campaign.protects_signers:
        raise Refusal("paper/harm")
    return campaign


def while_signed(slug: str) -> Campaign:
    """The same of one that people can sign. Raises Refusal."""
    campaign = on_paper(slug)
    if campaign.state not in CONFIRMABLE:
        raise Refusal("paper/not-open")
    return campaign
