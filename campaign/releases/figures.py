"""A campaign's figures for those who may see them all, and the check of its count."""

from typing import Any

from campaign.extensions import read_one_state
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.tally.recount import differences


def exact_figures(campaign: Campaign) -> dict[str, Any]:
    """`total` and `countries` as counted, `waiting` what the sequencer hasn't numbered. Organisers only."""
    return {
        "total": tally_queries.public_tally(campaign.id).total,
        "countries": tally_queries.exact_counts(campaign.id),
        "waiting": tally_queries.waiting_count(campaign.id),
    }


def public_figures(campaign: Campaign) -> dict[str, Any]:
    """What `tally.json` says."""
    tally = tally_queries.public_tally(campaign.id)
    return {
        "campaign": campaign.slug,
        "total": tally.total,
        "countries": dict(tally.ranked),
        "not_shown": tally.not_shown,
        "removed": dict(tally.removed),
        "size": tally.size,
        "as_of": tally.as_of.strftime("%Y-%m-%dT%H:%M:%SZ") if tally.as_of else None,
    }


def check(campaign: Campaign) -> list[str]:
    """What doesn't agree between lines, counts, checkpoint and stated figures, in sentences.

    At the newest checkpoint, as the counts are; a backup may have been made before that one was published.
    """
    read_one_state()  # the sequencer may be at work
    tally = tally_queries.numbered_tally(campaign.id)
    return differences(
        tally_queries.lines(campaign.id, size=tally.size),
        size=tally.size,
        total=tally.total,
        counts=tally_queries.exact_counts(campaign.id),
        public=tally.stated,
        unstated=campaign.unstated,
    )
