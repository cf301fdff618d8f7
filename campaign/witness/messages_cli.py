"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES: dict[str, Message] = {
    "taken": Message(
        "{folder} is there already. A witness's key and memory are made together, in a new folder."
    ),
    "bad-name": Message("A witness's name is one word without +, such as witness.example.org."),
    "unwritten": Message("{folder} can't be written: {says}."),
    "no-key": Message("{folder} contains no witness.", "campaign witness new NAME --folder {folder}"),
    "key-damaged": Message("{path} is no key of a witness."),
    "no-memory": Message(
        "{path} is gone. A key without its memory would cosign a second history of a log, so this witness is at its "
        "end. Make a new one, and tell those who named its key.",
        "campaign witness new NAME --folder NEW",
    ),
    "memory-damaged": Message(
        "{path} is damaged. A witness that doesn't know what it cosigned is at its end: make a new one, and tell those "
        "who named its key. An older copy of the memory is worse than none.",
        "campaign witness new NAME --folder NEW",
    ),
    "memory-of-another": Message("In {folder} the key is of one witness and the memory of another."),
    "no-log-key": Message("This is no key of a log. Each letter has it.", "campaign log key SLUG"),
    "known": Message("{origin} is watched already, with this key."),
    "cosigned-meanwhile": Message("{origin}: a checkpoint was cosigned meanwhile. Do it again."),
    "continues": Message(
        "{origin} says that it continues {earlier}, which is watched here. Only its entries show what it continues.",
        "campaign witness add KEY --log FOLDER-OR-ADDRESS",
    ),
    "not-its-checkpoint": Message("{place} has no checkpoint of {origin} that this key signed."),
    "names-another": Message(
        "The first entries of {origin} don't name the checkpoint of {earlier} that was cosigned last, of {size:,} "
        "entries: it isn't added. Where its owners can't explain that, they tell two histories."
    ),
    "no-place": Message("{place!r} is no place to listen at; write ADDRESS:PORT, such as 127.0.0.1:8100."),
    "not-heard": Message("{place} can't be listened at: {says}."),
}
