"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES = {
    "no-such-figure": Message(_("There is no figure called {names}. In braces can be: {known}.")),
    "nothing-written": Message(_("Nothing is written here yet, so there is nothing to publish.")),
}
