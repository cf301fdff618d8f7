"""Looking at exact figures by country. They are for organisers alone, and the others can see that somebody looked."""

from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries


def exact_counts(*, campaign: Campaign) -> dict[str, int]:
    """Each country's count. That whoever acts has looked is noted before she sees it."""
    with transaction():
        audit.note(Act.EXACT_FIGURES, campaign=campaign.slug)
        return tally_queries.exact_counts(campaign.id)


def exact_figures(*, campaign: Campaign) -> dict[str, Any]:
    """`total` and `countries` as counted, `waiting` what the sequencer hasn't numbered; the look is noted."""
    return {
        "total": tally_queries.public_tally(campaign.id).total,
        "countries": exact_counts(campaign=campaign),
        "waiting": tally_queries.waiting_count(campaign.id),
    }
