"""The sequencer's turn in each campaign: when it is due, and which logs must not go on."""

from datetime import timedelta

from campaign.current import settings
from campaign.lib import clock
from campaign.releases import queries
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.last_seen import LogStopped

UNDER_FIVE_WAITS = timedelta(minutes=10)


def number_entries() -> int:
    """Let the sequencer number what waits in each campaign, where it is due; returns how many lines were written.

    A log that can't go on stops alone: the others are numbered, then LogStopped is raised.
    """
    written, stopped = 0, None
    for campaign in queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED):
        key, slug = campaign.id, campaign.slug
        try:
            written += _number(campaign)
            tally.publish(campaign=key, slug=slug)
        except LogStopped as problem:
            stopped = problem
    if stopped:
        raise stopped
    return written


def stopped_logs() -> dict[str, LogStopped]:
    """The logs that can't go on from what was published last, by slug, and why."""
    stopped = {}
    for campaign in queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED):
        try:
            tally.require_continuation(campaign=campaign.id, slug=campaign.slug)
        except LogStopped as problem:
            stopped[campaign.slug] = problem
    return stopped


def _number(campaign: Campaign) -> int:
    count, since = tally_queries.waiting_since(campaign.id)
    patient = settings().sequence_seconds >= 60 and campaign.state != CampaignState.CLOSED and count < 5
    now = clock.now()
    # One that a clock which was ahead put into the future would wait until then.
    if count and not (patient and since and now - UNDER_FIVE_WAITS < since <= now):
        return number_batch(campaign=campaign)
    # A lot may have been full for a while, on a day that had its statement.
    return number_batch(campaign=campaign, most=0) if tally_queries.statement_due(campaign.id) else 0


def number_batch(*, campaign: Campaign, most: int = tally.BATCH) -> int:
    """Number up to `most` entries of what waits in one campaign, due or not; returns how many lines were written.

    Raises LogStopped where its log can't go on, LostTurn where another sequencer was faster.
    """
    tally.require_continuation(campaign=campaign.id, slug=campaign.slug)
    return tally.sequence(campaign=campaign.id, unstated=campaign.unstated, most=most)
