"""How a closed campaign stands, read for its page and for the overview."""

from campaign.desk.conclusion_rows import Standing
from campaign.lib import clock
from campaign.lists import copies
from campaign.paper import queries as paper_queries
from campaign.press import queries as press_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries


def standing_of(campaign: Campaign) -> Standing | None:
    """None of one that was never closed."""
    if campaign.closed_at is None:
        return None
    report, keeping = releases_queries.report(campaign.id), paper_queries.keeping(campaign.id)
    return Standing(
        closed_at=campaign.closed_at,
        today=clock.today(),
        is_counted=not tally_queries.waiting_count(campaign.id),
        has_outcome=any(row.shown for row in releases_queries.outcomes(campaign.id).values()),
        reported_at=report.published_at if report else None,
        steps={step: row.done_at for step, row in press_queries.steps_done(campaign.id).items()},
        confirmed=[row.confirmed_at if row else None for _, row in copies.holders_asked(campaign)],
        slips=(keeping.shred_on, keeping.shredded_on) if keeping else None,
    )
