"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "password-length": Message(_("A password has {shortest} to {longest} characters.")),
    "password-guessed": Message(_("That password would be guessed. Choose another.")),
    "password-common": Message(
        _(
            "That password is one of the commonest, or one of them with something added: those are guessed first. "
            "Three words that don’t belong together are good."
        )
    ),
    "password-of-the-place": Message(
        _(
            "That password is made of your address, your name, the group’s name or this site’s: those are guessed "
            "first. Three words that don’t belong together are good."
        )
    ),
    "no-name": Message(_("Enter a name or initials.")),
    "invitation-void": Message(
        _("This invitation has already been used, or has expired. Ask whoever sent it for another one.")
    ),
    "known-address": Message(
        _("There is already an account with this address. Sign in, and open the link again.")
    ),
    "last-owner": Message(_("A campaign needs an owner. Make somebody else one first.")),
    "oneself": Message(_("You can’t stop yourself. Sign out everywhere instead.")),
    "second-person": Message(
        _("A second person has to confirm this, or you do so with one of your own recovery codes.")
    ),
    "not-frozen": Message(_("This person isn’t stopped.")),
    "not-yours-to-lift": Message(_("Only an owner can lift this, or whoever asked for it.")),
    "no-organiser": Message(
        _("There is no organiser {email}."), "campaign organiser list shows those there are."
    ),
    "still-in-campaigns": Message(
        _("{email} is in {slugs}. An owner has to remove this person there, under “People”, first.")
    ),
    "last-site-owner": Message(
        _(
            "{email} is the last site owner: without one nobody can create a campaign or see the site’s pages."
        ),
        "campaign organiser invite MAIL makes somebody else one.",
    ),
    "stopped-somebody": Message(
        _(
            "Somebody whom {email} has stopped is still stopped. An owner has to lift that, under “People”, first."
        )
    ),
    "readmission-void": Message(_("This link has already been used, or has expired.")),
    "already-here": Message(
        _("This person is in the campaign already. Change what they may do under “People”.")
    ),
    "not-here": Message(_("This person isn’t in this campaign.")),
}
