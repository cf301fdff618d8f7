"""What organisers look through before they weed: held submissions, signatures that match, what was invalidated."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.moderation.queries.signatures import (
        SHORT,
        Sampled,
        Sought,
        count,
        count_each,
        counting,
        domains_beginning,
        matching,
        newest_signature,
        sample,
        taken,
    )
    from campaign.moderation.queries.stages import (
        Stage,
        due,
        gathered,
        gathered_each,
        gathering,
        invalidation,
        invalidations,
        named_by_undone,
        sought,
        stage,
        stopped_count,
    )
    from campaign.moderation.queries.submissions import (
        AT_A_LOOK,
        held,
        held_by_reason,
        held_count,
        is_held_since,
    )
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "AT_A_LOOK",
    "SHORT",
    "Sampled",
    "Sought",
    "Stage",
    "count",
    "count_each",
    "counting",
    "domains_beginning",
    "due",
    "gathered",
    "gathered_each",
    "gathering",
    "held",
    "held_by_reason",
    "held_count",
    "invalidation",
    "invalidations",
    "is_held_since",
    "matching",
    "named_by_undone",
    "newest_signature",
    "sample",
    "sought",
    "stage",
    "stopped_count",
    "taken",
]
