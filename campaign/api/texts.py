"""The texts of a campaign: every revision in every language, as far as it may be read."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from campaign.api.addresses import PAGE, of_campaign, site
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, Text


class Standing(StrEnum):
    """Whether the words of a text may be read. Its hash is in the log either way."""

    CURRENT = "current"
    REPLACED = "replaced"  # by a later revision, and still to be read
    TAKEN_DOWN = "taken down"  # for now, with all words of its campaign
    WITHDRAWN = "withdrawn"  # for good


def texts(campaign: Campaign, language: str = "", revision: int = 0) -> dict[str, Any]:
    """A page of them, by language and revision, from behind this one on."""
    rows = releases_queries.texts_after(campaign.id, language, revision, most=PAGE + 1)
    listed = rows[:PAGE]
    last = listed[-1] if len(rows) > PAGE else None
    newest = _newest(campaign, listed)
    return {
        "campaign": campaign.slug,
        "texts": [brief(campaign, row, newest) for row in listed],
        "next": of_campaign(campaign.slug, "texts", f"after:{last.language}:{last.revision}")
        if last
        else None,
    }


def text(campaign: Campaign, row: Text) -> dict[str, Any]:
    """One that may be read, whole."""
    return {
        **brief(campaign, row, _newest(campaign, [row])),
        "campaign": campaign.slug,
        "place": row.place,
        "demand": row.demand,
        "body": row.body,
    }


def current(campaign: Campaign) -> list[dict[str, Any]]:
    """The current ones, in short; none while they are taken down."""
    rows = releases_queries.shown_texts(campaign)
    return [brief(campaign, row, {row.language: row.revision}) for row in rows]


def brief(campaign: Campaign, row: Text, newest: dict[str, int]) -> dict[str, Any]:
    """One in short: without headline and day where its words may not be read."""
    standing = _standing(campaign, row, newest)
    shown = standing in {Standing.CURRENT, Standing.REPLACED}
    return {
        "language": row.language,
        "revision": row.revision,
        "sha256": row.sha256,
        "standing": standing.value,
        "headline": row.headline if shown else None,
        "date": row.date.isoformat() if shown else None,
        "address": of_campaign(campaign.slug, "texts", row.sha256),
        "canonical": site(f"/{campaign.slug}/texts/{row.sha256}"),
    }


def _standing(campaign: Campaign, row: Text, newest: dict[str, int]) -> Standing:
    if row.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if campaign.taken_down_at is not None:
        return Standing.TAKEN_DOWN
    return Standing.CURRENT if newest[row.language] == row.revision else Standing.REPLACED


def _newest(campaign: Campaign, rows: Sequence[Text]) -> dict[str, int]:
    languages = {row.language for row in rows}
    return {code: releases_queries.newest_revision(campaign.id, code) for code in sorted(languages)}
