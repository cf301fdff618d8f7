"""Reading the log, its counts and its checkpoints."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.tally.queries.checkpoints import (
        PublicTally,
        anything_published,
        checkpoint_at,
        newest_checkpoint,
        newest_paper,
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
        kept_lines,
        lines,
        named_by,
        numbered_withdrawal,
        position_of,
        positions_of,
        removed_because,
        signature_at,
        signatures_at,
        slip_at,
        slip_positions,
    )
    from campaign.tally.queries.heads import counts, exact_counts, head, origin_of, tile, verifier
    from campaign.tally.queries.of_what_waits import (
        all_waiting,
        waiting,
        waiting_count,
        waiting_of_kind,
        waiting_since,
    )
    from campaign.tally.queries.statements import day_is_sure, lot_rule, resumptions, statement_due
    from campaign.tally.queries.witnesses import (
        Witnessed,
        cosigned,
        cosigned_lines,
        unwitnessed_since,
        witness_view,
        witnessed,
    )
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "PublicTally",
    "Witnessed",
    "all_waiting",
    "anything_published",
    "checkpoint_at",
    "committed_at",
    "cosigned",
    "cosigned_lines",
    "counts",
    "day_is_sure",
    "exact_counts",
    "has_signatures",
    "head",
    "kept_lines",
    "lines",
    "lot_rule",
    "named_by",
    "newest_checkpoint",
    "newest_paper",
    "numbered_tally",
    "numbered_withdrawal",
    "origin_of",
    "position_of",
    "positions_of",
    "public_tally",
    "published_checkpoint",
    "removed_at",
    "removed_because",
    "resumptions",
    "root_at",
    "signature_at",
    "signatures_at",
    "slip_at",
    "slip_positions",
    "stated_at",
    "statement_due",
    "tile",
    "unwitnessed_since",
    "verifier",
    "waiting",
    "waiting_count",
    "waiting_of_kind",
    "waiting_since",
    "witness_view",
    "witnessed",
]
