"""What this room refuses, in words. None of them repeats what was typed."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "harm": Message(
        _("People may be at risk for having signed, so this campaign collects no signatures on paper.")
    ),
    "not-open": Message(_("Paper belongs to a campaign that people can sign: this one isn’t open.")),
    "taken-down": Message(_("The campaign’s words have been taken down, so no slips are printed.")),
    "no-keeper": Message(
        _("First say who keeps the slips and when they are shredded: it is printed on each.")
    ),
    "nameless-keeper": Message(_("Say who keeps the slips.")),
    "shredding-day": Message(_("The day of shredding has to be still to come, and within three years.")),
    "count": Message(_("Print between 1 and {most} at a time.")),
    "language": Message(_("Slips are printed in the languages of our pages.")),
    # A row.
    "misread-number": Message(
        _("This isn’t the number of a slip. Compare it with the slip, up to its last digit.")
    ),
    "no-such-slip": Message(_("No slip with this number has been printed.")),
    "typed-before": Message(_("This slip has been typed before.")),
    "withdrawn": Message(_("This slip’s signature has been erased.")),
    "nameless": Message(_("The name is missing.")),
    "no-name": Message(
        _("This isn’t a name: write it in letters, without addresses, at most 120 characters.")
    ),
    "no-country": Message(_("No country has that name. Write its name or its code, or leave it empty.")),
    "hold-over": Message(
        _("This can’t be undone any more: it is in the log. It can be erased by its number.")
    ),
    # A command.
    "unread": Message("{path} can't be read: {says}."),
    "row-or-file": Message("Either --row NUMBER or --file ID.", "campaign paper list SLUG shows both."),
    "no-such-column": Message("There is no column {column}. The first line has: {head}."),
    # A file.
    "no-such-import": Message(_("There is no such file, or it has been undone.")),
    "changed-meanwhile": Message(
        _("Somebody has typed some of these slips meanwhile. Check the file again.")
    ),
    "twice-in-file": Message(_("This slip is in the file twice.")),
    "file-too-large": Message(_("The file is too large: at most {most} rows, in 500 KB.")),
    "not-utf-8": Message(_("The file is not UTF-8. Save it as “CSV UTF-8” and try again.")),
    "no-csv": Message(_("Line {line}: this is not CSV.")),
    "empty-file": Message(_("There are no rows in the file.")),
    "no-column": Message(_("Say which columns hold the number of the slip and the name.")),
    "carried-too-long": Message(_("This page was open for too long. Choose the file again.")),
}
