"""The log's verbs: entries join it unnumbered; the sequencer alone numbers them."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.tally.actions.joining import (
        append_closed,
        append_letters,
        append_paper_withdrawal,
        append_papers,
        append_signature,
        append_signatures,
        append_text,
        append_withdrawal,
        append_withdrawals,
        begin_log,
    )
    from campaign.tally.actions.publishing import accept_key, publish, require_continuation
    from campaign.tally.actions.sequencing import BATCH, LostTurn, sequence
    from campaign.tally.actions.witnessing import offer
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "BATCH",
    "LostTurn",
    "accept_key",
    "append_closed",
    "append_letters",
    "append_paper_withdrawal",
    "append_papers",
    "append_signature",
    "append_signatures",
    "append_text",
    "append_withdrawal",
    "append_withdrawals",
    "begin_log",
    "offer",
    "publish",
    "require_continuation",
    "sequence",
]
