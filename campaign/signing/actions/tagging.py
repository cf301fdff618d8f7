"""The key of a campaign's tags: made when it opens, never made anew; where it is lost, that is said."""

from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE
from campaign.vault import tags


def lost_tag_keys() -> list[str]:
    """The campaigns that can't take a form, since their key isn't on this machine."""
    return [
        each.slug for each in releases_queries.each_in_state(*CONFIRMABLE) if not tags.taggable(each.slug)
    ]
