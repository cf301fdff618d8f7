"""The room's verbs, by what they are about."""

from campaign.letters.actions.answering import Bounced, answered, bounce, unanswered, unbounce
from campaign.letters.actions.delivering import deliver_letters, doubt_lost, doubt_restored
from campaign.letters.actions.issuing import Issued, issue, require_issuable
from campaign.letters.actions.making import make
from campaign.letters.actions.sending import Sent, send, send_specimen
from campaign.letters.actions.stopping import Stopped, stop
from campaign.letters.actions.withdrawing import withdraw_letters

__all__ = [
    "Bounced",
    "Issued",
    "Sent",
    "Stopped",
    "answered",
    "bounce",
    "deliver_letters",
    "doubt_lost",
    "doubt_restored",
    "issue",
    "make",
    "require_issuable",
    "send",
    "send_specimen",
    "stop",
    "unanswered",
    "unbounce",
    "withdraw_letters",
]
