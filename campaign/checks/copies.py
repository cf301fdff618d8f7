"""How old the newest backup is, and what no letter can print."""

from collections.abc import Iterator

from campaign.backup import queries as backup_queries
from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.current import settings
from campaign.lib import clock
from campaign.releases import queries as releases_queries
from campaign.releases.models import CampaignState
from campaign.releases.printing import unprintable_in_campaign


def copies() -> Iterator[Finding]:
    """Of a site on this machine alone nothing is asked, nor of one that opened yesterday."""
    if settings().loopback:
        return
    made_at = backup_queries.last_made()
    if made_at is None:
        long_ago = clock.now() - backup_queries.OLD
        if any(each.opened_at and each.opened_at < long_ago for each in releases_queries.campaigns()):
            yield Finding(
                WRONG, "Backups: none was made yet. campaign night makes one; see docs/going-public.md."
            )
    elif clock.now() - made_at > backup_queries.OLD:
        yield Finding(
            WRONG,
            f"Backups: the newest is of {made_at:%Y-%m-%d %H:%M} UTC. Does campaign night run each night?",
        )
    else:
        yield Finding(GOOD, f"Backups: the newest is of {made_at:%Y-%m-%d %H:%M} UTC.")


def letters() -> Iterator[Finding]:
    """A campaign whose letters would stop at a sign, while its words can still be changed or fonts installed."""
    for campaign in releases_queries.campaigns():
        if campaign.state == CampaignState.CLOSED:
            continue
        for part in unprintable_in_campaign(campaign):
            mending = "make fonts installs the fonts for it" if part.awaits_fonts else "write it otherwise"
            runs = ", ".join(f"“{run}”" for run in part.runs[:5])
            yield Finding(
                NOTE, f"Letters: none can print {runs} in the {part.part} of {campaign.slug}: {mending}."
            )
