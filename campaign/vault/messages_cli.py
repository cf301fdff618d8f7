"""What this room refuses, in words, and the command that helps. A holder's own computer reads it too."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    # The server's secrets.
    "no-secret": Message(
        "{file} isn't in {folder}. Copy it from the keys folder of the site's other machine, or restore it from a "
        "backup. It is never made again automatically.",
    ),
    "other-secrets": Message(
        "The secrets of this machine are not those of the site: {files}, in {folder}. Copy the site's over them, from "
        "the keys folder of the machine that has the worker, or from a backup: docs/settings.md, Secrets. Nothing is "
        "made again, or those who said “never write to me again” would be written to.",
    ),
    "not-the-workers": Message(
        "log.key of this site isn't in {folder}, or a different one is: it signs every log, and is on the worker's "
        "machine alone. Open campaigns there. If it is lost, restore it from a backup; if nobody has it any more,",
        "campaign log new-key SLUG, of each campaign that was open.",
    ),
    "secrets-unrecorded": Message(
        "The database doesn't know the site's secrets yet. First, on the machine that has the worker:",
        "campaign migrate",
    ),
    # Holders, on the server.
    "holder-name": Message(_("A holder's name has 1 to {most} characters.")),
    "key-of-another": Message(_("This key is {name}'s.")),
    "key-retired": Message(_("This key is {name}'s and has been retired.")),
    "holder-with-another-key": Message(
        _("There is already a holder {name!r} with a different key. Choose another name.")
    ),
    "no-holder": Message(_("There is no holder {name!r}."), "campaign keys list shows those there are."),
    "holder-retired": Message(_("{name} has been retired.")),
    "place": Message(_("A place or a name has at most {most} characters, and no control characters.")),
    "offer-over": Message(_("This link has been used or has expired.")),
    "offer-waits": Message(_("Nobody has accepted this key yet.")),
    "offer-changed": Message(_("This is not the key that you compared. Look at it again.")),
    "offer-of-another": Message("Another key has already come by this link, for {name}."),
    "too-many-offers": Message(_("At most {most} links can wait at once. Cancel one first.")),
    "only-holder": Message(
        _(
            "{name} is the only holder, and a campaign is open: without one, nobody could sign. Add another first."
        )
    ),
    "only-proved": Message(
        _(
            "Nobody else has proved their key, and a campaign is open: what is given might be closed to everyone."
        ),
        "First: campaign keys drill",
    ),
    "word-of-nobody": Message(_("Nobody was given this word. Check its spelling, or write a new drill.")),
    # The public half of a key.
    "private-half": Message(
        _(
            "This is the private half of a key. It opens everything: it stays on its holder's computer and never "
            "comes here. Give the public half, a file with a line that begins with age1."
        )
    ),
    "no-recipient": Message(_("This file contains no age recipient: a line that begins with age1.")),
    "not-one-recipient": Message(
        _("The public half of a key is one line that begins with age1; this file looks different.")
    ),
    # The private half.
    "unread": Message("{path} can't be read: {says}."),
    "key-missing": Message("{path} contains no key.", "campaign keys new NAME makes one."),
    "no-key-file": Message("{path} is not a key file: a key begins with AGE-SECRET-KEY-1."),
    "public-half": Message("{path} is the public half. The key is in the file that ends in .key."),
    "key-damaged": Message("{path} is damaged. Get another copy of it."),
    "key-sealed": Message("{path} is sealed to a key, not protected by a passphrase."),
    "passphrase-wrong": Message("This is not the passphrase for {path}."),
    # Made on a holder's own computer.
    "one-word": Message(_("A holder’s name is one word here: letters, digits, hyphens, 40 at most.")),
    "passphrase-short": Message(
        "The passphrase is too short: at least {least} characters. Nothing was made."
    ),
    "taken-meanwhile": Message(
        "A file with this name has appeared in the meantime. See {secret} and {public}."
    ),
    "unwritten": Message("{path} can't be written here: {says}."),
    "no-drill": Message("{path} is not a drill.", "campaign keys drill writes one on the server."),
    "drill-of-others": Message("This key opens nothing in {path}. Was its .pub added to the server?"),
}
