"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    # The file of a trial, of which nothing was taken then: at the desk too.
    "trial-too-large": Message(
        _("This file is larger than any campaign: {most} MB is the most. Nothing was taken.")
    ),
    "no-trial": Message(
        _("This is not a file that a campaign was saved to, or it is damaged. Nothing was taken.")
    ),
    "trial-of-another-version": Message(
        _("This file was saved by another version. Use the same version on both machines. Nothing was taken.")
    ),
    "trial-section": Message(_("“{section}” isn’t a list of at most {most}. Nothing was taken.")),
    "trial-fact": Message(
        _("The file says something under “{section}” that can’t be: {name}. Nothing was taken.")
    ),
    "trial-within": Message(_("Under “{section}”: {problem} Nothing was taken.")),
    "trial-unknown-name": Message(
        _(
            "Under “{section}” the file has “{name}”, which this version doesn’t know. Use the same version on both "
            "machines. Nothing was taken."
        )
    ),
    "trial-lacks": Message(_("Under “{section}” the file lacks “{name}”. Nothing was taken.")),
    "trial-unknown-language": Message(
        _("The file has a text in a language that this site doesn’t have: {language}. Nothing was taken.")
    ),
    "trial-cant-write": Message("{file} can't be written: {problem}."),
    "trial-cant-read": Message("{file} can't be read: {problem}."),
    "trial-no-owner": Message("{email} is not an organiser here."),
    # The file, of which nothing was used then.
    "sealed": Message(
        "This backup is sealed. Give a holder's key with --identity FILE; or open it on the holder's own "
        "computer, age -d -i "
        "KEY -o backup.tar BACKUP, and restore backup.tar."
    ),
    "sealed-to-others": Message("This key doesn't open the backup: it is sealed to others."),
    "not-as-sealed": Message("This backup has been cut short or changed since it was made."),
    "unknown-member": Message("This is not one of our backups: it contains something that none has."),
    "something-follows": Message("This is not one of our backups: something follows its end."),
    "more-than-came": Message("This is not one of our backups: {out:,} bytes came out of {of:,}."),
    "no-backup": Message("This is not one of our backups, or only the beginning of one."),
    "cut": Message("This backup is incomplete: its end is missing."),
    "changed": Message("This backup has been changed since it was made."),
    "unknown-form": Message("This is not a backup that this version knows."),
    "foreign-backup": Message(
        "This backup was made by {maker} of campaign, and this one doesn't know its shape: use that version,",
        "and run its campaign export first, before upgrading.",
    ),
    "foreign-database": Message(
        "This database was made by {maker} of campaign, and this one doesn't know its shape: use that version,",
        "and run its campaign export first, before upgrading.",
    ),
    "other-tables": Message("The backup's tables are not those of its version."),
    "other-rows": Message("The backup's rows don't match its version ({kind})."),
    # The place where it is to go.
    "other-database": Message(
        "This backup is of a database in {theirs}, and CAMPAIGN_DATABASE_URL names one in {ours}. Set it in {file}, "
        "and try again."
    ),
    "database-url-waits": Message(
        "This backup is of a database in {theirs}, and CAMPAIGN_DATABASE_URL names one in {ours}. Set it in {file}; "
        "or, if the backup is yours, take its settings too:",
        "campaign restore FILE --settings",
    ),
    "settings-unread": Message("This is no backup of ours: its settings can't be read."),
    "database-there": Message(
        "There is already a database: {files}. Nothing is ever overwritten: stop campaign, move it away, and try again."
    ),
    "tables-there": Message(
        "The database of CAMPAIGN_DATABASE_URL isn't empty. Nothing is ever overwritten: give an empty one, or move "
        "this one away (ALTER DATABASE … RENAME TO …) and create it again."
    ),
    "other-keys": Message(
        "There are keys other than the backup's in {folder}: {files}. Move them away, and try again; what was "
        "rotated since the backup has to be rotated again."
    ),
}
