"""What this room refuses, in words."""

from campaign.lib.refusal import Message

MESSAGES: dict[str, Message] = {
    "taken": Message("{path} already exists. Choose another name, or move it away."),
    "unwritten": Message("{path} can't be written: {says}."),
}
