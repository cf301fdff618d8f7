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
    "oneself": Message("You can’t stop yourself. Sign out everywhere instead."),
    "second-person": Message("A second person confirms this, or you with one of your own recovery codes."),
    "not-frozen": Message("This person isn’t stopped."),
    "not-yours-to-lift": Message("An owner lifts this, or whoever asked for it."),
    "no-organiser": Message(
        "There is no organiser {email}.", "campaign organiser list shows those there are."
    ),
    "readmission-void": Message("This link was used already, or its time is over."),
    "not-here": Message("This person isn’t in this campaign."),
}
