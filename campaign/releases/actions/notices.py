"""What a privacy page says besides: who answers for the data by law, whom to complain to, where the server is."""

from collections.abc import Mapping

from campaign.lib.countries import codes
from campaign.lib.refusal import Refusal
from campaign.releases.actions.lines import stored_line
from campaign.releases.models import Campaign

# `server_country` is a code, the others are lines as the public reads them.
NOTICES = ("controller", "representative", "authority", "server_country")


def set_notices(campaign: Campaign, notices: Mapping[str, str]) -> None:
    """Set those that are given, in the caller's transaction; an empty one is taken back. Raises Refusal, about one."""
    for name, words in notices.items():
        line = stored_line(name, words)
        if name == "server_country" and line and line not in codes():
            raise Refusal("releases/no-such-country", code=line).about(name)
        setattr(campaign, name, line or None)
