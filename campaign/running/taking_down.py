"""Words of a campaign that must not be read any more: its pages, its texts, the letters that are made of them."""

from dataclasses import dataclass

from campaign.extensions import transaction
from campaign.letters import actions as letters
from campaign.letters.actions import Stopped
from campaign.releases import actions as releases
from campaign.releases.models import Campaign, Text


@dataclass(frozen=True)
class TakenDown:
    """The campaign, and the letters that waited to be sent."""

    campaign: Campaign
    letters: Stopped


def take_down(*, slug: str) -> TakenDown:
    """Show its words nowhere, take no submissions and send no letter that still waits, from now on. Raises Refusal."""
    with transaction():
        campaign = releases.take_down(slug=slug)
        return TakenDown(campaign, letters.stop(campaign=campaign, only=()))


@dataclass(frozen=True)
class Withdrawn:
    """The revision that lost its words, and how many letters of it went with them."""

    text: Text
    letters: int


def withdraw(*, slug: str, sha256: str) -> Withdrawn:
    """Erase the words of one revision for good, and the letters that hold them. Raises Refusal."""
    with transaction():
        text = releases.withdraw_text(slug=slug, sha256=sha256)
        return Withdrawn(text, letters.withdraw_letters(campaign=text.campaign_id, text=text.sha256))
