"""What this room refuses, in words, and the command that helps. A holder's own computer reads it too."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES = {
    # The server's secrets.
    "no-secret": Message(
        "{file} isn't in {folder}. Copy it from the keys folder of the site's other machine, or bring it back from a "
        "backup. It is never made anew by itself.",
    ),
    "other-secrets": Message(
        "The secrets of this machine are not those of the site: {files}, in {folder}. Copy the site's over them, from "
        "the keys folder of the machine that has the worker, or from a backup: docs/settings.md, Secrets. Nothing is "
        "made anew, or who said “never write to me again” would be written to.",
    ),
    "not-the-workers": Message(
        "log.key of this site isn't in {folder}, or another one is: it signs every log, and lies on the worker's "
        "machine alone. Open campaigns there. If it is lost, bring it back from a backup; if nobody has it any more,",
        "campaign log new-key SLUG, of each campaign that was open.",
    ),
    "secrets-unrecorded": Message(
        "The database doesn't know the site's secrets yet. First, on the machine that has the worker:",
        "campaign migrate",
    ),
    # Holders, on the server.
    "holder-name": Message(_("A holder's name has 1 to {most} characters.")),
    "key-of-another": Message(_("This key is {name}'s.")),
    "key-retired": Message(_("This key is {name}'s and was retired.")),
    "holder-with-another-key": Message(
        _("There is a holder {name!r} with another key. Choose another name.")
    ),
    "no-holder": Message(_("There is no holder {name!r}."), "campaign keys list shows those there are."),
    "holder-retired": Message(_("{name} was retired.")),
    "place": Message(_("A place or a name has at most {most} characters, and no control signs.")),
    "offer-over": Message(_("This link was used or its time is over.")),
    "offer-waits": Message(_("Nobody has accepted this key yet.")),
    "offer-changed": Message(_("This is not the key that you compared. Look at it again.")),
    "offer-of-another": Message("Another key came by this link already, for {name}."),
    "too-many-offers": Message(_("At most {most} links wait at once. Take one back first.")),
    "only-holder": Message(
        _(
            "{name} is the only holder, and a campaign is open: without one, nobody could sign. Add another first."
        )
    ),
    "only-proved": Message(
        _("Nobody else has proved her key, and a campaign is open: what is given might be closed to all."),
        "First: campaign keys drill",
    ),
    "word-of-nobody": Message(_("Nobody was given this word. Check its spelling, or write a new drill.")),
    # The public half of a key.
    "private-half": Message(
        _(
            "This is the private half of a key. It opens everything: it stays on its holder's computer and never comes "
            "here. Give the public half, a file with a line that begins with age1."
        )
    ),
    "no-recipient": Message(_("This file holds no age recipient: a line that begins with age1.")),
    "not-one-recipient": Message(
        _("The public half of a key is one line that begins with age1; this file has another shape.")
    ),
    # The private half.
    "unread": Message("{path} can't be read: {says}."),
    "key-missing": Message("{path} holds no key.", "campaign keys new NAME makes one."),
    "no-key-file": Message("{path} is no key file: a key begins with AGE-SECRET-KEY-1."),
    "public-half": Message("{path} is the public half. The key is in the file that ends in .key."),
    "key-damaged": Message("{path} is damaged. Take another copy of it."),
    "key-sealed": Message("{path} is sealed to a key, not protected by a passphrase."),
    "passphrase-wrong": Message("This is not the passphrase of {path}."),
    # Made on a holder's own computer.
    "one-word": Message(_("A holder's name is one word here: letters, digits, hyphens, 40 at most.")),
    "passphrase-short": Message(
        "The passphrase is too short: at least {least} characters. Nothing was made."
    ),
    "taken": Message("{path} is there already. Choose another name, or move it away."),
    "taken-meanwhile": Message("A file of this name came meanwhile. See {secret} and {public}."),
    "unwritten": Message("{path} can't be written here: {says}."),
    "no-drill": Message("{path} is no drill.", "campaign keys drill writes one on the server."),
    "drill-of-others": Message("This key opens nothing in {path}. Was its .pub added to the server?"),
}
