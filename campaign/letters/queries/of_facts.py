"""Reading what letters state now, or stated, and what is known of those whom they are to."""

from campaign.current import settings
from campaign.letters.facts import Mission
from campaign.letters.figures import Stated, statement_of
from campaign.letters.queries.forms import removed_by_then
from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.tally.models import Checkpoint

WAIT = clock.HOUR  # for a witness


def last_stated(campaign: Campaign) -> Stated | None:
    """What letters state now, at the newest checkpoint that witnesses have seen; None while there is none.

    Where no witness is named, or none has seen a checkpoint for an hour, it is the newest that the public is shown.
    """
    newest = tally_queries.published_checkpoint(campaign.id)
    if newest is None or not settings().witnesses:
        return _stated(campaign, newest) if newest else None
    seen = tally_queries.witnessed(campaign.id)
    since = tally_queries.unwitnessed_since(campaign.id, seen.size if seen else -1)
    if since is not None and since < clock.now() - WAIT:
        return _stated(campaign, newest)
    checkpoint = tally_queries.checkpoint_at(campaign.id, seen.size) if seen else None
    return _stated(campaign, checkpoint) if checkpoint else None


def stated_at(campaign: Campaign, size: int) -> Stated | None:
    """What letters made at the checkpoint of this size state; None where no letters can have been made."""
    checkpoint = tally_queries.checkpoint_at(campaign.id, size)
    return _stated(campaign, checkpoint) if checkpoint and checkpoint.published else None


def _stated(campaign: Campaign, checkpoint: Checkpoint) -> Stated:
    """The checkpoint's total, and the figures of the last statement in it, without those withheld since."""
    line = tally_queries.stated_at(campaign.id, checkpoint.tally_position)
    withheld = frozenset(campaign.withheld or ())
    return Stated(
        total=checkpoint.total,
        size=checkpoint.size,
        day=checkpoint.made_at.date(),
        root=tally_queries.root_at(campaign.id, checkpoint.size),
        statement=statement_of(line, withheld=withheld) if line else None,
        withheld=withheld,
        removed=removed_by_then(campaign.id, checkpoint),
        paper=checkpoint.paper,
    )


def missions() -> dict[str, Mission]:
    """What organisers know of the missions, as letters need it."""
    languages = missions_queries.languages()
    rows = {row.code: row for row in missions_queries.addresses()}
    return {
        code: Mission(
            code=code,
            name=rows[code].name if code in rows else "",
            style=rows[code].style if code in rows else "",
            gender=rows[code].gender if code in rows else "",
            language=languages.get(code, ""),
        )
        for code in rows.keys() | languages.keys()
    }
