"""What the witnesses have seen of our logs: more than we have, another history, or nothing for long."""

from collections.abc import Iterator

from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.current import settings
from campaign.lib import clock
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.settings import Witness
from campaign.tally import queries as tally_queries
from campaign.tally.models import WitnessProblem, WitnessView

LONG = 60  # minutes
WHY = {
    WitnessProblem.UNREACHED: "it doesn't answer as it should",
    WitnessProblem.UNKNOWN: "it doesn't watch this log yet: tell who runs it the log's key, campaign log key {slug}",
    WitnessProblem.OTHER_KEY: "it knows another key of this log: campaign log key {slug} prints the one that signs",
    WitnessProblem.BAD_ANSWER: "what it answers isn't signed by the key in CAMPAIGN_WITNESSES, or its clock is ahead",
}


def witnesses() -> Iterator[Finding]:
    """Nothing where none is named."""
    for campaign in releases_queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED):
        newest = tally_queries.newest_checkpoint(campaign.id)
        size = newest.size if newest else 0
        for witness in settings().witnesses:
            view = tally_queries.witness_view(campaign.id, witness.key)
            yield _standing(campaign.slug, size, witness, view)


def _standing(slug: str, size: int, witness: Witness, view: WitnessView | None) -> Finding:
    begin = f"Witness: {witness.name} and {slug}"
    if view is None:
        return Finding(NOTE, f"{begin}: it has not been asked so far. Is the worker running?")
    if view.size > size:
        return Finding(
            WRONG,
            f"{begin}: it has seen {view.size:,} entries, and there are {size:,} here. Is this database old? Find the "
            f"newest checkpoint anyone has, and run: campaign log resume {slug} --last FILE-OR-ADDRESS",
        )
    if view.problem == WitnessProblem.OTHER_HISTORY:
        return Finding(
            WRONG,
            f"{begin}: what it has seen isn't what this log begins with. Is this database another one? Whoever runs "
            "the witness has both checkpoints.",
        )
    if view.problem:
        return Finding(NOTE, f"{begin}: {WHY[view.problem].format(slug=slug)}.")
    ago = (clock.now() - view.asked_at).total_seconds() // 60
    if ago > LONG:
        return Finding(NOTE, f"{begin}: it was asked {ago:,.0f} minutes ago. Is the worker running?")
    return Finding(GOOD, f"{begin}: it has seen {view.size:,} entries; asked {ago:.0f} minutes ago.")
