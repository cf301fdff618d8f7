"""Do the logs go on from what was published last?"""

from collections.abc import Iterator

from campaign.checks import GOOD, WRONG, Finding
from campaign.current import settings
from campaign.lib.terminal import sentence
from campaign.releases import sequencer
from campaign.vault import keys


def logs() -> Iterator[Finding]:
    """On the machine that numbers entries: those that stand still, each with what to do."""
    if not (settings().checkpoints.exists() or keys.exists(settings().keys, "log")):
        return
    stopped = sequencer.stopped_logs()
    for why in stopped.values():
        yield Finding(WRONG, f"Log: it stands still, so nobody is counted. {sentence(why)}")
    if not stopped:
        yield Finding(GOOD, "Log: it goes on from what was published last.")
