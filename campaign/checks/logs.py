"""Do the logs go on from what was published last?"""

from collections.abc import Iterator

from campaign.checks import GOOD, WRONG, Finding
from campaign.current import settings
from campaign.lib.terminal import sentence
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.vault import keys
from campaign.vault.fingerprints import LOG


def logs() -> Iterator[Finding]:
    """On the machine that numbers entries: those that stand still, each with what to do."""
    opened = any(releases_queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED))
    here = settings().checkpoints.exists() or keys.exists(settings().keys, LOG)
    if not opened or not here:
        return
    stopped = sequencer.stopped_logs()
    for why in stopped.values():
        yield Finding(WRONG, f"Log: it has stopped, so nobody is being counted. {sentence(why)}")
    if not stopped:
        yield Finding(GOOD, "Log: it continues from what was published last.")
