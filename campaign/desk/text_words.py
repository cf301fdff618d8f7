"""What the pages of texts call languages, pieces that a reading takes out, and parts in which something is wrong."""

from babel import Locale, UnknownLocaleError
from flask_babel import gettext, lazy_gettext

from campaign.lib import numerals
from campaign.reading.language import UNDETERMINED
from campaign.reading.notes import Note
from campaign.reading.pieces import PieceKind
from campaign.spoken import spoken

PIECES = {
    PieceKind.QUOTE_MARKS: lazy_gettext("The “>” before the lines of a quoted mail"),
    PieceKind.MAIL_HEADER: lazy_gettext("The header of a mail"),
    PieceKind.FORWARDED: lazy_gettext("The line above a forwarded mail"),
    PieceKind.REPLY: lazy_gettext("The line above a mail that was answered"),
    PieceKind.COVERING_NOTE: lazy_gettext("What was written around the release in the mail"),
    PieceKind.GREETING: lazy_gettext("A greeting"),
    PieceKind.SIGNATURE: lazy_gettext("The signature of a mail"),
    PieceKind.MAIL_FOOTER: lazy_gettext("What a mailing list or an office adds under a mail"),
    PieceKind.ADDRESSES: lazy_gettext("Email addresses"),
    PieceKind.PICTURE: lazy_gettext("A placeholder for a picture"),
    PieceKind.PAGE_NUMBER: lazy_gettext("A page number"),
    PieceKind.LETTERHEAD: lazy_gettext("A letterhead"),
    PieceKind.NEWSROOM: lazy_gettext("A line for newsrooms"),
    PieceKind.EMBARGO: lazy_gettext("An embargo"),
    PieceKind.HEADLINE: lazy_gettext("A headline that another one replaces"),
    PieceKind.DATELINE: lazy_gettext("A date that the dateline repeats"),
    PieceKind.PRESS: lazy_gettext("A line for the press"),
    PieceKind.END_MARK: lazy_gettext("The mark at the end"),
    PieceKind.NOTES: lazy_gettext("Notes to editors"),
    PieceKind.BEHIND_THE_END: lazy_gettext("What comes after the end"),
}
# At which field of a form a refusal is said; what isn't here is said above it.
FIELDS = {
    "releases/long-headline": "headline", "releases/long-place": "place", "releases/no-day": "day",
    "releases/half-demand": "demand", "releases/long-demand": "demand", "releases/signed-demand": "demand",
    "releases/no-body": "body", "releases/many-paragraphs": "body", "releases/which-kind": "kind",
    "releases/spelling-has-no-note": "kind", "releases/what-was-corrected": "corrected",
    "releases/long-correction": "corrected",
}  # fmt: skip


def note_in_words(note: str) -> str:
    """A reading's note in the reader's language."""
    if not isinstance(note, Note):
        return note
    facts = {
        name: numerals.number(value, spoken()) if isinstance(value, int) else value
        for name, value in note.facts.items()
    }
    return gettext(note.template, **facts)


def language_name(code: str) -> str:
    """A language in the reader's own."""
    if code == UNDETERMINED:
        return gettext("another language")
    try:
        return Locale.parse(code).get_language_name(spoken()) or code
    except (UnknownLocaleError, ValueError):
        return code
