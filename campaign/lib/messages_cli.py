"""What the ground floor refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    # What is wrong with a mail address: on the signers' page too.
    "address-empty": Message(_("Enter an email address like name@example.org.")),
    "address-no-at": Message(_("Enter an email address like name@example.org. This one has no @.")),
    "address-several": Message(_("Enter one email address. There is more than one @ here.")),
    "address-blank": Message(_("There is a space in this email address. Take it out.")),
    "address-unseen": Message(
        _("This email address contains characters that can’t be shown. Type it again.")
    ),
    "address-other-script": Message(
        _(
            "We can’t write to an address with such letters before the @. Enter one in Latin letters and digits."
        )
    ),
    "address-long": Message(_("This is too long for an email address, which has at most 254 characters.")),
    "address-long-local": Message(_("No email address has more than 64 characters before the @.")),
    "address-local": Message(
        _("What stands before the @ can’t be the name of a mailbox. Look at each character.")
    ),
    "address-domain": Message(
        _("What stands after the @ isn’t a domain like example.org. Look at each character.")
    ),
    # What is wrong with a short line.
    "unfit-line": Message(_("It contains {problem}.")),
    "long-line": Message(_("At most {most} characters fit there.")),
    # The rest.
    "database": Message(
        "The database can't be used: {says}. Is it there, and is there room on the disk? Nothing was changed."
    ),
    "disk": Message("{place}: {says}. Nothing was changed."),
    "disk-midway": Message("{place}: {says}."),
    "control-sign": Message(
        "{what} holds a sign that nobody can read ({number}). Take it out. Nothing was changed."
    ),
    "taken": Message("{path} already exists. Choose another name, or move it away."),
    "unwritten": Message("{path} can't be written: {says}."),
    "too-long": Message(
        "{what} is {length:,} characters long; {most:,} is the most that any command takes. Nothing was changed."
    ),
    "no-passphrase": Message("No passphrase was given on standard input."),
    "process-ended": Message("This computer ended a part of the program, perhaps for lack of memory."),
}
