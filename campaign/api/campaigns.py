"""Campaigns: all that are public, and one of them."""

from datetime import date, datetime
from typing import Any

from campaign.api import statements, texts
from campaign.api.addresses import PAGE, api, of_campaign, site
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState
from campaign.tally import queries as tally_queries
from campaign.tally.origins import folder_of


def campaigns(after: str = "") -> dict[str, Any]:
    """A page of them, in the order of their addresses, from behind this one on."""
    rows = releases_queries.public_after(after, most=PAGE + 1)
    listed = rows[:PAGE]
    headlines = releases_queries.headlines([row.id for row in listed])
    return {
        "campaigns": [brief(row, headlines[row.id]) for row in listed],
        "next": api("campaigns", f"after:{listed[-1].slug}") if len(rows) > PAGE else None,
    }


def brief(campaign: Campaign, headlines: dict[str, str]) -> dict[str, Any]:
    """One in short; without headlines while its words are taken down."""
    return {
        "slug": campaign.slug,
        "state": campaign.state.value,
        "example": campaign.example,
        "taken_down": campaign.taken_down_at is not None,
        "opened_on": _day(campaign.opened_at),
        "closes_on": _iso(campaign.closes),
        "closed_on": _day(campaign.closed_at),
        "headlines": headlines if campaign.taken_down_at is None else {},
        "address": of_campaign(campaign.slug),
    }


def campaign(row: Campaign) -> dict[str, Any]:
    """One whole, and where its parts stand."""
    current = texts.current(row)
    pages = releases_queries.page_languages(row.id)
    tally = tally_queries.public_tally(row.id)
    return {
        **brief(row, {each["language"]: each["headline"] for each in current}),
        "organisers": row.organisers,
        "organisers_in": row.called or {},
        "goal": row.goal,
        "resumes_on": _iso(row.paused_until),
        **statements.total(tally),
        "current_texts": current,
        "outcome": _outcome(row),
        "log": _log(row),
        "pages": {code: site(f"/{code}/{row.slug}") for code in pages},
        "feeds": {code: site(f"/{code}/{row.slug}/updates.atom") for code in row.languages},
        "figures": site(f"/{row.slug}/tally.json"),
        "texts": of_campaign(row.slug, "texts"),
        "statements": of_campaign(row.slug, "statements"),
        "letters": of_campaign(row.slug, "letters"),
        "updates": {code: of_campaign(row.slug, "updates", code) for code in row.languages},
    }


def _outcome(campaign: Campaign) -> dict[str, str]:
    """What became of the demand, by language, as the public reads it; nothing before the close."""
    if campaign.state != CampaignState.CLOSED or campaign.taken_down_at is not None:
        return {}
    return {code: row.shown for code, row in releases_queries.outcomes(campaign.id).items() if row.shown}


def _log(campaign: Campaign) -> dict[str, str] | None:
    head = tally_queries.head(campaign.id)
    if head is None:
        return None
    return {
        "origin": head.origin,
        "key": head.verifier or "",
        "checkpoint": site(f"/{campaign.slug}/{folder_of(head.origin)}/checkpoint"),
    }


def _day(moment: datetime | None) -> str | None:
    return _iso(moment.date()) if moment else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
