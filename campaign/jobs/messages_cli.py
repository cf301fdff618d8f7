"""What this room refuses, in words."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES = {
    "too-many": Message(_("{most} of what you asked for hasn't ended yet. Wait for it, or stop some of it.")),
    "given-up": Message(
        _("It was begun {attempts} times and ended the worker each time. It isn't begun again.")
    ),
    "fault": Message(_("It failed by a fault of ours, {problem}. The worker's journal says where.")),
}
