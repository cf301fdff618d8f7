"""Reading the log, its counts and its checkpoints."""

from campaign.tally.queries.checkpoints import (
    PublicTally,
    anything_published,
    checkpoint_at,
    newest_checkpoint,
    numbered_tally,
    public_tally,
    published_checkpoint,
    removed_at,
    root_at,
    stated_at,
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
from campaign.tally.queries.heads import counts, exact_counts, head, tile, verifier
from campaign.tally.queries.statements import day_is_sure, lot_rule, resumptions, statement_due
from campaign.tally.queries.waiting import all_waiting, waiting, waiting_count, waiting_of_kind, waiting_since

__all__ = [
    "PublicTally",
    "all_waiting",
    "anything_published",
    "checkpoint_at",
    "committed_at",
    "counts",
    "day_is_sure",
    "exact_counts",
    "has_signatures",
    "head",
    "lines",
    "lot_rule",
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
    "resumptions",
    "root_at",
    "signature_at",
    "stated_at",
    "statement_due",
    "tile",
    "verifier",
    "waiting",
    "waiting_count",
    "waiting_of_kind",
    "waiting_since",
]
