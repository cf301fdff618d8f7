"""What the public pages of updates need, gathered."""

from typing import Any

from flask_babel import gettext

from campaign.current import settings
from campaign.lib.text import paragraphs
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState
from campaign.releases.rendering import render, summary
from campaign.updates import queries
from campaign.updates.queries import Standing, Told


def place(campaign: Campaign, language: str) -> str:
    """The address of the page of all updates."""
    return f"{settings().base_url}/{language}/{campaign.slug}/updates"


def frame(campaign: Campaign, language: str) -> dict[str, Any]:
    """What each page of them shows besides."""
    release = releases_queries.text_for(campaign.id, language)
    return {
        "campaign": campaign,
        "release": release,
        "organisers": campaign.organisers_in(language),
        "place": place(campaign, language),
    }


def all_page(campaign: Campaign, language: str) -> dict[str, Any]:
    """All that was told, in short."""
    told = queries.told(campaign, language)
    return {
        **frame(campaign, language),
        "told": [(each, summary(each.body)) for each in told],
        "is_hidden": campaign.taken_down_at is not None,
        "outcome": outcome(campaign, language),
    }


def one_page(campaign: Campaign, language: str, one: Told) -> dict[str, Any]:
    """One of them, whole."""
    return {
        **frame(campaign, language),
        "one": one,
        "body": render(one.body),
        "headline": one.headline or stead(one),
        "description": summary(one.body) or stead(one),
    }


def newest(campaign: Campaign, language: str) -> tuple[Told, str] | None:
    """What the campaign's own page shows: the newest of them, and how it begins."""
    told = queries.newest(campaign, language)
    return (told, summary(told.body)) if told else None


def stead(one: Told) -> str:
    """What is said where the words of an update were."""
    if one.standing == Standing.TAKEN_BACK:
        return gettext("This update was taken back")
    return gettext("This text is being corrected")


def outcome(campaign: Campaign, language: str) -> tuple[str, list[str]] | None:
    """(language, paragraphs) of what became of the demand, as the public reads it; None before the close."""
    if campaign.state != CampaignState.CLOSED or campaign.taken_down_at is not None:
        return None
    shown = releases_queries.outcome_shown(campaign.id, language)
    return (shown[0], paragraphs(shown[1])) if shown else None
