"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "no-such-figure": Message(_("There is no figure called {names}. In braces can be: {known}.")),
    "nothing-written": Message(_("Nothing is written here yet, so there is nothing to publish.")),
    "not-counted": Message(
        _("The last signatures are not counted yet. Wait a few minutes, and look at the figures again.")
    ),
    "other-figures": Message(
        _("The figures have changed since you looked at them. Nothing was published: look at them again.")
    ),
    "no-utf8": Message("{file} isn't text in UTF-8."),
}
