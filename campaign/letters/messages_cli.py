"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "refers-to-none": Message(
        _(
            "{file} refers to a letter that its mission wasn’t sent, or that came back. Make the letters again. "
            "Nothing was issued."
        )
    ),
    "none-sent-before": Message(_("No mission has been sent a letter yet, so none can be written to again.")),
    # Making letters.
    "unseen-yet": Message(
        _(
            "{slug}: no witness has seen the log yet. Letters wait for one, an hour at most; look again in ten minutes."
        )
    ),
    "nothing-published": Message(
        _(
            "Nothing of {slug} is published yet: letters state the count as its log has it, from the opening onwards."
        )
    ),
    "nameless-signatory": Message(
        _("{signatory!r} names nobody; write a signatory as “Name, office, organisation”.")
    ),
    "too-many-signatories": Message(_("A letter has room for {most} signatories; {count} were given.")),
    "nobody-chosen": Message(_("Choose to whom they go.")),
    "ticked-too": Message(
        _("States are ticked as well. Choose “The States ticked below” for these alone, or untick them.")
    ),
    "no-day": Message(_("Write the day like 2016-09-24.")),
    "no-hour": Message(_("An hour is a number from 0 to 23.")),
    "no-pace": Message(_("Between 1 and {most} letters go in an hour.")),
    "other-number": Message(_("Letters that would go: {count}. Type that number; nothing was sent.")),
    "no-choice": Message(_("Choose one.")),
    "no-council": Message(_("groups.toml doesn't say who sits in the Security Council: it lacks {groups}.")),
    "council-of-before": Message(
        _("The group {group} was right until {until}: put those who sit there now into groups.toml.")
    ),
    "other-draft": Message(_("Type how many letters there are: {count}. Nothing was issued.")),
    "agreed-or-not": Message("--agreed and --consent {consent} contradict each other. Nothing was recorded."),
    "said-no": Message(
        "You said no to {state}. Nothing was issued or sent.", "To leave it out: --except {code}"
    ),
    "all-declined": Message(_("You said no to each of these letters. Nothing was issued.")),
    "none-drafted": Message(_("No letters wait to be issued. Make them first.")),
    "not-states": Message(_("Not codes of Member or observer States: {codes}. Write them like FR,DE.")),
    "no-state-left": Message(_("That leaves no State to write to.")),
    "folder-in-use": Message(
        "{out} contains something other than letters. Nothing was written: choose another folder."
    ),
    "no-glyph": Message(
        _(
            "Letters can't print “{text}”: our fonts lack it. Remove it from the texts, or write it in other "
            "characters."
        )
    ),
    "fonts-awaited": Message(
        "No letter can print “{text}” yet.", "make fonts installs the fonts for it: see docs/letters.md."
    ),
    "not-set": Message(_("The letters could not be set: {problem}.")),
    "no-text-yet": Message(_("There is no text yet, so there is nothing to say in a letter.")),
    "nobody-to-read-it": Message(_("Whoever asked for the specimen isn't here any more.")),
    "none-made": Message("{out} can't be written: {problem}. No letters were made."),
    # A folder of letters, read: each command adds what did not come of it.
    "no-list": Message(
        "There is no letters.csv in {folder}.", "Was this folder made by campaign letters make?"
    ),
    "garbled-list": Message("{file} is not as it was made.", "campaign letters make makes it again."),
    "empty-list": Message("{file} lists no letters."),
    "garbled-line": Message(
        "Line {line} of letters.csv is not as it was made.", "campaign letters make makes it again."
    ),
    "country-twice": Message("A country is listed twice in letters.csv."),
    "two-sizes": Message("The letters in letters.csv were made at different sizes of the log."),
    "unlisted": Message("{files} is in {folder}, but letters.csv doesn't list it."),
    "missing": Message("{file} is missing from {folder}. Make the letters again."),
    "too-large": Message("{file} is larger than any of our letters."),
    "changed": Message("{file} was changed after it was made: its SHA-256 isn't the one in letters.csv."),
    "not-ours": Message("{file} is not one of our letters."),
    # Issuing.
    "other-log": Message(
        "{slug} published no count at log size {size:,}: these letters are of another campaign or log. "
        "Nothing was issued."
    ),
    "other-figures": Message(
        "{file} states {figure} of {total} by {day}; at size {size} the log states {logged} of {logged_total} by "
        "{logged_day}. Make the letters again. Nothing was issued."
    ),
    "leads-nowhere": Message(
        "{file} leads to no page, not to {address}: it was made for another campaign, checkpoint or site. "
        "Nothing was issued."
    ),
    "leads-astray": Message(
        "{file} leads to {leads_to}, not to {address}: it was made for another campaign, checkpoint or site. "
        "Nothing was issued."
    ),
    "two-dates": Message("The letters don't all have the same date. Make them again. Nothing was issued."),
    "others-issued": Message(
        _(
            "Letters of this checkpoint, dated {date}, were issued on {made_at:%Y-%m-%d} and stay as they are."
        ),
        "Others can follow: run campaign letters make again, now that the log goes on.",
    ),
    # Sending.
    "none-issued": Message("No letters of {slug} have been issued yet, so --from has to name those to send."),
    "no-contact": Message(
        _("Missions answer to the contact, and {slug} has none."),
        "campaign set {slug} --contact press@example.org",
    ),
    "not-in-this-set": Message("There is no letter to {codes} in this set. Nothing was sent."),
    "except-and-again": Message("{codes}: both --except and --again. Nothing was sent."),
    "on-the-way": Message("{codes}: still on the way, so it can't be sent again yet. Nothing was sent."),
    "nothing-to-repeat": Message(
        "{codes}: this set has gone to nobody there yet, so --again has nothing to repeat. A set that wasn't sent "
        "goes to all but those that --except names. Nothing was sent."
    ),
    "no-time-zones": Message(_("This machine doesn't know the time in New York."), "apt install tzdata"),
    "other-number-typed": Message("{count} letters would go, not {typed}. Nothing was sent or issued."),
    "no-example": Message("{slug} is no example: its letters are really sent, or not at all."),
    "example": Message(
        _("This is an example: its letters go to nobody. --test-to ME sends you one. Nothing was sent.")
    ),
    "none-left": Message(_("No letter is left to send. Nothing was sent or issued.")),
    "not-taken": Message(_("The mail server did not accept it: {answer}. Nothing was sent.")),
    "never-sent": Message("No letter to {codes} is waiting or was sent. Nothing was stopped."),
    "cant-write": Message("{out} can't be written: {problem}."),
    # What came back.
    "which-place": Message(
        "From which PLACE? A mail, an mbox, a Maildir or a folder of mails; or --undo FR."
    ),
    "cant-read": Message("{place} can't be read: {problem}. Nothing was marked."),
    "which-position": Message("Which --position? One of {positions}; or --remove."),
    "day-to-come": Message(_("The day {day} is still to come. Nothing was recorded.")),
    "no-state": Message("{code!r} is not the code of a State; France is FR."),
    "no-letter-to": Message(
        _("No letter to {state}, dated {day} or before, was issued. Nothing was recorded.")
    ),
    "unfit-note": Message(_("The note contains {problem}. Nothing was recorded.")),
    "long-note": Message(_("The note is longer than {longest} characters. Nothing was recorded.")),
}
