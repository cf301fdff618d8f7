"""What this room refuses, in words."""

from campaign.lib.refusal import Message

MESSAGES = {
    "too-many": Message("{most} of what you asked for hasn't ended yet. Wait for it, or stop some of it."),
    "given-up": Message(
        "It was begun {attempts} times and ended the worker each time. It isn't begun again."
    ),
    "fault": Message("It failed by a fault of ours, {problem}. The worker's journal says where."),
}
