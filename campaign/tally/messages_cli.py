"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

RESUME = "Find the newest checkpoint anyone has, and run: campaign log resume {slug} --last FILE-OR-ADDRESS"
MESSAGES: dict[str, Message] = {
    "copy-damaged": Message(
        "This machine's copy of the last published checkpoint, {path}, is damaged.",
        "Move it away, and continue from the newest checkpoint anyone has: "
        "campaign log resume SLUG --last FILE-OR-ADDRESS",
    ),
    "copy-gone": Message(
        "{slug}: this machine's copy of the last published checkpoint is gone.",
        RESUME,
    ),
    "continued-elsewhere": Message(
        "{slug}: this database is of {origin}, and {later} continues where that one was lost.",
        RESUME,
    ),
    "unwritten": Message("{folder} can't be written: {says}. Nothing was changed there."),
    "older-database": Message(
        "{slug}: the database has {size:,} entries, {published:,} were published. It is an older copy, perhaps a "
        "restored backup.",
        RESUME,
    ),
    "other-entries": Message(
        "{slug}: the database's first {published:,} entries are not those published.",
        RESUME,
    ),
    "other-key": Message(
        "{slug}: the key that its checkpoints are signed with, log.key, isn't here, or a different one is. Letters on "
        "paper carry it.",
        "Restore it from a backup or the machine that had it; if nobody has it any more: "
        "campaign log new-key {slug}",
    ),
    "later-log-known": Message("This machine knows of a newer checkpoint, of {origin}. Give that one."),
    "newer-known": Message("This machine knows of a newer checkpoint, of {size:,} entries. Give that one."),
    "lines-differ": Message(
        "These {size:,} entries are not what the checkpoint of {origin} was made of.",
    ),
    "other-log-there": Message("{folder} contains {there}. Keep it, and give {origin} a folder of its own."),
    "mirror-unread": Message("{place} can't be read: {says}."),
    "mirror-without-checkpoint": Message("{place} contains no checkpoint."),
    "mirror-of-another": Message("{place} contains {origin}."),
    "mirror-without-entries": Message("{place} contains no entries."),
    "mirror-differs": Message("The entries at {place} are not those of its checkpoint."),
}
