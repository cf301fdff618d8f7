"""Pasted text made plain: NFC, ordinary spaces and line ends, no character that hides or turns words."""

import re
import unicodedata

from campaign.lib.refusal import marked as _
from campaign.reading.bullets import plain_bullets
from campaign.reading.notes import Note

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
MARKS_IN_A_ROW = 8

# Joiners that Persian and Indic spelling needs, and the marks that keep brackets on their side in Arabic.
WELCOME_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c")
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SILENT = frozenset("\u00ad\u200b\u2060\ufeff")


def clean(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text in NFC with LF, single spaces and trimmed lines; and a sentence for what was taken out."""
    text = LINE_ENDS.sub("\n", text)
    spaced = "".join(
        " " if unicodedata.category(sign) == "Zs" else sign for sign in text if _may_be_a_bullet(sign)
    )
    spaced = plain_bullets(spaced).replace("\t", " ")
    cleaned = "".join(character for character in spaced if _may_stay(character))
    cleaned = re.sub("([\u200c-\u200f\u061c])[\u200c-\u200f\u061c]+", r"\1", cleaned)
    cleaned, heaped = _without_heaps(unicodedata.normalize("NFC", cleaned))
    cleaned = "\n".join(re.sub(" {2,}", " ", line).strip() for line in cleaned.split("\n"))
    return cleaned, _notes(text, heaped=heaped)


def _may_be_a_bullet(character: str) -> bool:
    """Whether it stays, or tells what a line's first sign means."""
    return _may_stay(character) or character == "\t" or "\uf020" <= character <= "\uf0ff"


def _may_stay(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        # The block up to U+070F holds signs that are seen, such as the end of a verse.
        return character in WELCOME_FORMATS or "\u0600" <= character <= "\u070f"
    return character == "\n" or category not in ("Cc", "Cs", "Co")


def _without_heaps(text: str) -> tuple[str, bool]:
    """No base letter carries more than eight marks; spelled names need three."""
    characters: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MARKS_IN_A_ROW:
            characters.append(character)
    return "".join(characters), len(characters) < len(text)


def _notes(text: str, *, heaped: bool) -> tuple[Note, ...]:
    gone = [character for character in text if not _may_be_a_bullet(character)]
    notes: list[Note] = []
    if any(character in TURNING for character in gone):
        notes.append(Note(_("Hidden characters that change the direction of text were removed.")))
    if any(character not in TURNING | SILENT for character in gone):
        notes.append(Note(_("Control characters were removed.")))
    if heaped:
        notes.append(Note(_("Marks stacked on one letter were cut to eight.")))
    return tuple(notes)
