"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES = {
    "password-length": Message(
        "A password has {shortest} to {longest} characters. Three words that don’t belong together are good."
    ),
    "password-guessed": Message(
        "That password would be guessed. Take three words that don’t belong together."
    ),
    "no-name": Message("Enter a name. Initials are enough."),
    "no-address": Message("Enter an email address like name@example.org."),
    "invitation-void": Message(
        "This invitation was used already, or its time is over. Ask whoever sent it for another one."
    ),
    "known-address": Message(
        "There is an account with this address already. Sign in, and open the link again."
    ),
    "last-owner": Message("A campaign needs an owner. Make somebody else one first."),
    "not-here": Message("This person isn’t in this campaign."),
}
