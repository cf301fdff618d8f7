"""Reading the log, its counts and its checkpoints."""

from campaign.tally.queries.checkpoints import (
    PublicTally,
    anything_published,
    first_checkpoint_with,
    newest_checkpoint,
    numbered_tally,
    public_tally,
    published_checkpoint,
    removed_at,
    root_at,
    stated_at,
    tally_position_at,
)
from campaign.tally.queries.entries import (
    committed_at,
    has_signatures,
    lines,
    named_by,
    numbered_withdrawal,
    position_of,
    positions_of,
    removed_because,
    signature_at,
)
from campaign.tally.queries.heads import exact_counts, head, tile, verifier
from campaign.tally.queries.waiting import all_waiting, waiting, waiting_count, waiting_since

__all__ = [
    "PublicTally",
    "all_waiting",
    "anything_published",
    "committed_at",
    "exact_counts",
    "first_checkpoint_with",
    "has_signatures",
    "head",
    "lines",
    "named_by",
    "newest_checkpoint",
    "numbered_tally",
    "numbered_withdrawal",
    "position_of",
    "positions_of",
    "public_tally",
    "published_checkpoint",
    "removed_at",
    "removed_because",
    "root_at",
    "signature_at",
    "stated_at",
    "tally_position_at",
    "tile",
    "verifier",
    "waiting",
    "waiting_count",
    "waiting_since",
]
