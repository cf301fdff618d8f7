"""The room's verbs, by what they are about."""

from campaign.releases.actions.changing import change
from campaign.releases.actions.closing import close_campaign, close_due
from campaign.releases.actions.opening import open_campaign
from campaign.releases.actions.publishing import check_slug, current_demand, preview_token, publish

__all__ = [
    "change",
    "check_slug",
    "close_campaign",
    "close_due",
    "current_demand",
    "open_campaign",
    "preview_token",
    "publish",
]
