"""What this room refuses, in words, and the command that helps. A holder's own computer reads it too."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    # What is asked for.
    "out-or-sealed": Message(
        "Either --out FILE, opened here, or --sealed FILE, to be opened on a holder's computer."
    ),
    "paper-with-more": Message(
        _("A list of those who signed on paper is always whole: leave the country empty.")
    ),
    "paper-sealed-alone": Message("--paper goes with --sealed FILE alone."),
    "removed-with-more": Message("--removed goes with --sealed FILE alone."),
    "no-key-here": Message(
        "What signers gave is sealed, and no key that opens it is here.",
        "Give yours with --identity FILE, or take the sealed list to your own computer: campaign export {slug} "
        "--sealed FILE",
    ),
    "no-country": Message(_("{country} is not a country; write it like FR.")),
    "other-kind": Message("{name} is not a kind of file that can be written: use .csv, .xlsx or .jsonl."),
    # Copies after the close.
    "no-such-holder": Message(_("No such holder can open anything of this campaign.")),
    "copies-deleted": Message(_("{name} has already said that all copies are deleted.")),
    # Files on their way.
    "unread": Message("{path} can't be read: {says}."),
    "not-opened": Message(
        "This key doesn't open signature {number}: it was sealed to others, or its bytes were changed. Nothing was "
        "written."
    ),
    # Sealed lists. Never a part of what they hold.
    "no-list": Message(
        "{path} is not a sealed list.", "campaign export SLUG --sealed FILE writes one, on the server."
    ),
    "list-cut": Message(
        "{path} is incomplete: its last line is missing. Get another copy of it from the server."
    ),
    "list-changed": Message(
        "{path} has been changed since it was written: get another copy of it from the server."
    ),
    "line-damaged": Message("Line {number:,} of {path} is damaged. Get another copy of it from the server."),
    "line-of-another-campaign": Message(
        "Line {number:,} of {path} belongs to another campaign. Someone put it there."
    ),
    "line-of-another-record": Message(
        "Line {number:,} of {path} contains a different record from the one it names. Someone changed the file. "
        "Nothing was written."
    ),
    "line-of-another-version": Message(
        "Line {number:,} of {path} contains a record that this version of the program doesn't know. Install the "
        "server's version. Nothing was written."
    ),
    "line-of-another-site": Message(
        "Line {number:,} of {path} ends updates at a different site from the others. Someone changed the file."
    ),
    "line-without-link": Message(
        "Line {number:,} of {path} has no address that ends updates. Export the list again."
    ),
    "unknown-reason": Message(
        "Line {number:,} of {path} gives a reason that this version of the program doesn't know. Install the server's "
        "version."
    ),
    "line-without-address": Message("Line {number:,} of {path} contains no mail address."),
    "line-not-opened": Message(
        "Line {number:,} of {path} can't be opened with this key: it was sealed to others, or changed. Nothing was "
        "written."
    ),
    "list-not-opened": Message(
        "This key doesn't open {path}: it was sealed to others, or its first record was changed. Nothing was written."
    ),
    # An update's text.
    "two-versions": Message(
        "{first} and {second} are both in {code}. Say with --language what the first is in."
    ),
    "not-utf-8": Message("{path} is not UTF-8 text. Save it as UTF-8."),
    "no-text": Message("{path} is not text for a mail."),
    "no-subject": Message("{path} has to begin with a line `# Subject`; what it says comes below."),
    "subject-unfit": Message("The subject of {path} contains characters that can't be shown."),
    "subject-length": Message("The subject of {path} has 1 to {most} characters."),
    # Whom to send it to, and when.
    "list-of-another": Message("{path} is the list of {other}, not of {slug}."),
    "nobody-asked": Message("Nobody in {path} asked for updates, or is to be told of a removal."),
    "another-number": Message("That is not {count:,}. Nothing was sent."),
    "once-a-week": Message(
        "This campaign's signers were written to on {last.day} {last:%B %Y}. Updates are sent once a week at most: "
        "again from {again.day} {again:%B %Y}. To continue a mailout that was interrupted, use the same list and "
        "the same text."
    ),
    "journal-damaged": Message(
        "{path} is damaged. It says who got the update, so nothing can be sent without it."
    ),
    "journal-of-another": Message("{path} belongs to another campaign. Give the list another name."),
    "day-damaged": Message(
        "{path} is damaged. It says when signers were last written to. Repair or remove it."
    ),
    "sending-already": Message("Another program on this computer is sending to this campaign's signers."),
    # A mail server, and who writes.
    "no-server": Message("--smtp has to be smtp://HOST:PORT or smtps://USER@HOST."),
    "password-shown": Message(
        "Leave the password out of --smtp, where others may see it: you will be asked for it."
    ),
    "no-tls": Message(
        "This mail server offers no TLS: addresses would cross the network readable by anyone on the way. Use "
        "smtps://, or another port."
    ),
    "not-let-in": Message("The mail server {host} did not let us in ({answer}). Nothing was sent."),
    "sender-unfit": Message("--from-address contains characters that can't be shown."),
    "no-address": Message("{typed!r} is not an email address."),
    "unfit-address": Message("{typed!r} is not an email address. {problem}"),
    "not-taken": Message("The mail server did not accept it ({answer})."),
    "none-taken": Message(
        "The mail server accepted none of the last {most} ({answer}).",
        "Run the same command again later: it continues where this one ended.",
    ),
    "server-gone": Message(
        "The mail server can no longer be reached ({answer}).",
        "Run the same command again later: it continues where this one ended.",
    ),
    "disk": Message("{path}: {says}. No more was sent."),
}
