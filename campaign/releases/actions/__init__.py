"""The room's verbs, by what they are about."""

from campaign.releases.actions.changing import change
from campaign.releases.actions.opening import close_campaign, close_due, open_campaign
from campaign.releases.actions.publishing import check_slug, current_demand, preview_token, publish
from campaign.releases.actions.refusing import Refusal

__all__ = [
    "Refusal",
    "change",
    "check_slug",
    "close_campaign",
    "close_due",
    "current_demand",
    "open_campaign",
    "preview_token",
    "publish",
]
