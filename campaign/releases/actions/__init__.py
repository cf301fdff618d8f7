"""The room's verbs, by what they are about."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.releases.actions.changing import change
    from campaign.releases.actions.closing import close_campaign, close_due
    from campaign.releases.actions.discarding import discard_campaign, discard_language
    from campaign.releases.actions.drafting import (
        LooksOtherwise,
        TakenIn,
        TwoLanguages,
        discard_drafts,
        draft_token,
        publish_drafts,
        require_language,
        require_one_language,
        take_in,
    )
    from campaign.releases.actions.founding import found
    from campaign.releases.actions.framing import name_framers
    from campaign.releases.actions.looking import exact_counts, exact_figures
    from campaign.releases.actions.noting import note_misprint
    from campaign.releases.actions.opening import lacking, open_campaign
    from campaign.releases.actions.publishing import check_slug, current_demand, preview_token, publish
    from campaign.releases.actions.showing_names import look_at_names, turn_names_off, turn_names_on
    from campaign.releases.actions.signing import note_signed
    from campaign.releases.actions.speaking import speak
    from campaign.releases.actions.taking_down import put_back, take_down, withdraw_text
    from campaign.releases.actions.taking_in import one_line, take_in_release
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "LooksOtherwise",
    "TakenIn",
    "TwoLanguages",
    "change",
    "check_slug",
    "close_campaign",
    "close_due",
    "current_demand",
    "discard_campaign",
    "discard_drafts",
    "discard_language",
    "draft_token",
    "exact_counts",
    "exact_figures",
    "found",
    "lacking",
    "look_at_names",
    "name_framers",
    "note_misprint",
    "note_signed",
    "one_line",
    "open_campaign",
    "preview_token",
    "publish",
    "publish_drafts",
    "put_back",
    "require_language",
    "require_one_language",
    "speak",
    "take_down",
    "take_in",
    "take_in_release",
    "turn_names_off",
    "turn_names_on",
    "withdraw_text",
]
