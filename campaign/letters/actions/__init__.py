"""The room's verbs, by what they are about."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.letters.actions.answering import (
        Bounced,
        answered,
        bounce,
        publish_answer,
        unanswered,
        unbounce,
    )
    from campaign.letters.actions.delivering import deliver_letters, doubt_lost, doubt_restored
    from campaign.letters.actions.drafting import discard_draft, issue_draft, keep_draft, set_letterhead
    from campaign.letters.actions.inventing import send_invented
    from campaign.letters.actions.issuing import Issued, issue, require_issuable
    from campaign.letters.actions.making import make
    from campaign.letters.actions.sending import Sent, send, send_issued, send_specimen
    from campaign.letters.actions.stopping import Stopped, stop
    from campaign.letters.actions.withdrawing import withdraw_letters
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "Bounced",
    "Issued",
    "Sent",
    "Stopped",
    "answered",
    "bounce",
    "deliver_letters",
    "discard_draft",
    "doubt_lost",
    "doubt_restored",
    "issue",
    "issue_draft",
    "keep_draft",
    "make",
    "publish_answer",
    "require_issuable",
    "send",
    "send_invented",
    "send_issued",
    "send_specimen",
    "set_letterhead",
    "stop",
    "unanswered",
    "unbounce",
    "withdraw_letters",
]
