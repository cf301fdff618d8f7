"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES: dict[str, Message] = {
    "past": Message("{until} has passed."),
    "too-many-networks": Message(
        "{most} networks have been named already.",
        "campaign limits list shows them, and campaign limits forget makes room.",
    ),
    "not-widened": Message("{network} has no wider budget.", "campaign limits list shows those that have."),
}
