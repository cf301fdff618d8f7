"""What was told of a campaign after its release."""

from typing import Any

from campaign.api.addresses import PAGE, of_campaign, site
from campaign.releases.models import Campaign
from campaign.updates import queries as updates_queries
from campaign.updates.queries import Told


def updates(campaign: Campaign, language: str, before: str | None = None) -> dict[str, Any] | None:
    """A page of them, the newest day first, those behind the one of this key; None where there is no such one."""
    rows = updates_queries.told_before(campaign, language, before, most=PAGE + 1)
    if rows is None:
        return None
    listed = rows[:PAGE]
    further = f"before:{listed[-1].key}" if len(rows) > PAGE else None
    return {
        "campaign": campaign.slug,
        "updates": [_in_short(campaign, language, row) for row in listed],
        "next": of_campaign(campaign.slug, "updates", language, further) if further else None,
    }


def update(campaign: Campaign, language: str, told: Told) -> dict[str, Any]:
    """One of them, whole."""
    return {
        "campaign": campaign.slug,
        **_in_short(campaign, language, told),
        "body": told.body or None,
        "corrections": [{"date": day.isoformat(), "sentence": words} for day, words in told.corrections],
    }


def _in_short(campaign: Campaign, language: str, told: Told) -> dict[str, Any]:
    return {
        "key": told.key,
        "date": told.day.isoformat(),
        "standing": told.standing.value,
        "language": told.language,
        "headline": told.headline or None,
        "published_on": told.published_at.date().isoformat(),
        "changed_on": told.changed_at.date().isoformat(),
        "taken_back_on": told.taken_back_on.isoformat() if told.taken_back_on else None,
        "address": of_campaign(campaign.slug, "updates", language, told.key),
        "page": site(f"/{language}/{campaign.slug}/updates/{told.key}"),
    }
