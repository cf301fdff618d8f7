"""What the ground floor refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES = {
    "database": Message(
        "The database can't be used: {says}. Is it there, and is there room on the disk? Nothing was changed."
    ),
    "disk": Message("{place}: {says}. Nothing was changed."),
    "disk-midway": Message("{place}: {says}."),
    "control-sign": Message(
        "{what} holds a sign that nobody can read ({number}). Take it out. Nothing was changed."
    ),
    "too-long": Message(
        "{what} is {length:,} characters long; {most:,} is the most that any command takes. Nothing was changed."
    ),
    "no-passphrase": Message("No passphrase was given on standard input."),
    "process-ended": Message("This computer ended a part of the program, perhaps for want of memory."),
}
