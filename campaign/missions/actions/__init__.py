"""The room's verbs, by what they are about."""

from campaign.missions.actions.answering import Bounced, answered, bounce, unanswered, unbounce
from campaign.missions.actions.doubting import doubt_restored
from campaign.missions.actions.issuing import Issued, Taken, issue, require_issuable, take_addresses
from campaign.missions.actions.sending import Sent, deliver_letters, doubt_lost, send, send_specimen
from campaign.missions.actions.stopping import Stopped, stop

__all__ = [
    "Bounced",
    "Issued",
    "Sent",
    "Stopped",
    "Taken",
    "answered",
    "bounce",
    "deliver_letters",
    "doubt_lost",
    "doubt_restored",
    "issue",
    "require_issuable",
    "send",
    "send_specimen",
    "stop",
    "take_addresses",
    "unanswered",
    "unbounce",
]
