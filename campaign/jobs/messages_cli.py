"""What this room refuses, in words."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "too-many": Message(
        _("{most} of the jobs you asked for haven't finished yet. Wait for them, or stop some.")
    ),
    "given-up": Message(
        _("It was started {attempts} times and ended the worker each time. It won't be started again.")
    ),
    "fault": Message(_("It failed because of a fault of ours, {problem}. The worker's journal says where.")),
}
