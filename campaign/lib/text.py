"""What people type: made one form, and refused in plain words where it can't be a name (FIELD 9 to 11)."""

import re
import unicodedata

NAME_LENGTH = 120
# Overrides, isolates and embeddings turn the words around them; a name needs none of them.
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# One joiner between letters is Persian, Kurdish or Urdu spelling; a run of them hides something.
ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]{2,}|[\u200b\u2060-\u2064\ufeff]")
FORMULA = frozenset("=+-@")
MARKS_IN_A_ROW = 4


class Unfit(ValueError):
    """Text that can't be stored as what it claims to be."""


def clean_line(text: str) -> str:
    """NFC, every run of blanks one space, none at the ends. Raises Unfit for what no line of text contains."""
    text = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} and c not in "\t\r\n" for c in text):
        raise Unfit("control characters")
    if BIDI & set(text) or ZERO_WIDTH.search(text):
        raise Unfit("invisible characters")
    if _piled(text):
        raise Unfit("piled marks")
    return " ".join(text.split())


def clean_name(text: str) -> str:
    """A person's name as she writes it, in any script, at most 120 characters. Raises Unfit."""
    if text[:1] in "\t\r\n" and text.strip():
        raise Unfit("control characters")
    name = clean_line(text)
    if len(name) > NAME_LENGTH:
        raise Unfit("too long")
    if not any(unicodedata.category(c)[0] == "L" for c in name):
        raise Unfit("no letter")
    # Folded, because a full-width ＝ opens a formula too.
    if unicodedata.normalize("NFKC", name)[0] in FORMULA:
        raise Unfit("formula")
    return name


def _piled(text: str) -> bool:
    row = 0
    for character in text:
        row = row + 1 if unicodedata.combining(character) else 0
        if row > MARKS_IN_A_ROW:
            return True
    return False
