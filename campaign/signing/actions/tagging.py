"""The key of a campaign's tags: made when it opens, never made anew; where it is lost or left over, that is said."""

from datetime import timedelta

from campaign.current import settings
from campaign.lib import clock
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.vault import tags, trusted_time


def lost_tag_keys() -> list[str]:
    """The campaigns that can't take a form, since their key isn't on this machine."""
    return [
        each.slug for each in releases_queries.each_in_state(*CONFIRMABLE) if not tags.taggable(each.slug)
    ]


def left_over_tag_keys() -> list[str]:
    """The campaigns whose key lies here a day after the purge was to destroy it: another machine than the worker's."""
    limit = trusted_time.now() - timedelta(days=settings().keep_days) - clock.DAY
    ended = releases_queries.each_in_state(CampaignState.CLOSED)
    return [
        each.slug for each in ended if each.closed_at and each.closed_at < limit and tags.taggable(each.slug)
    ]
