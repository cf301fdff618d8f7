"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES: dict[str, Message] = {
    "no-address": Message("That is not an email address. Nothing was changed."),
    "nothing-left": Message("{slug} has no tag key: nothing personal is left."),
    "no-tag-key": Message(
        "{slug} has no tag key here, so no address can be looked for.", "See: campaign check"
    ),
    "no-invented": Message("{slug} takes no invented signatures: only the example does, while it is open."),
}
