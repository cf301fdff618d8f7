"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES = {
    # The file, of which nothing was used then.
    "sealed": Message(
        "This backup is sealed. Give a holder's key with --identity FILE; or open it on her own computer, age -d -i "
        "KEY -o backup.tar BACKUP, and restore backup.tar."
    ),
    "sealed-to-others": Message("This key doesn't open the backup: it is sealed to others."),
    "not-as-sealed": Message("This backup was cut or changed since it was made."),
    "unknown-member": Message("This is no backup of ours: it holds something that none has."),
    "something-follows": Message("This is no backup of ours: something follows its end."),
    "more-than-came": Message("This is no backup of ours: {out:,} bytes came out of {of:,}."),
    "no-backup": Message("This is no backup of ours, or only the beginning of one."),
    "cut": Message("This backup is cut: its end is missing."),
    "changed": Message("This backup was changed since it was made."),
    "unknown-form": Message("This is no backup that this version knows."),
    "foreign-backup": Message(
        "This backup was made by {maker} of campaign, and this one doesn't know its shape: take that version,",
        "and run its campaign export first, before upgrading.",
    ),
    "foreign-database": Message(
        "This database was made by {maker} of campaign, and this one doesn't know its shape: take that version,",
        "and run its campaign export first, before upgrading.",
    ),
    "other-tables": Message("The backup's tables are not those of its version."),
    "other-rows": Message("The backup's rows don't fit its version ({kind})."),
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
        "There is a database already: {files}. Nothing is ever overwritten: stop campaign, move it away, and try again."
    ),
    "tables-there": Message(
        "The database of CAMPAIGN_DATABASE_URL isn't empty. Nothing is ever overwritten: give an empty one, or move "
        "this one away (ALTER DATABASE … RENAME TO …) and make it anew."
    ),
    "other-keys": Message(
        "Other keys than the backup's lie in {folder}: {files}. Move them away, and try again; what was rotated since "
        "the backup has to be rotated again."
    ),
}
