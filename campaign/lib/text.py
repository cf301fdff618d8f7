"""What people type: made one form, and refused in plain words where it can't be a name.

See architecture.md, cases 9 to 11.
"""

import re
import unicodedata

from campaign.lib.names import NoName, no_name
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import FORMULA

NAME_LENGTH = 120
# One joiner or mark between letters is Persian, Kurdish, Urdu or Syriac spelling; a run of them hides something,
# as does any other format character: overrides and isolates turn the words around them.
SPELLING = frozenset("\u061c\u070f\u200c\u200d\u200e\u200f")
FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")  # letters and marks that show nothing
MARKS_IN_A_ROW = 4


class Unfit(ValueError):
    """Text that can't be stored as what it claims to be."""


def clean_line(text: str) -> str:
    """NFC, every run of blanks one space, none at the ends. Raises Unfit for what no line of text contains."""
    text = unicodedata.normalize("NFC", text)
    # What Python calls printable has none of the first two's characters but fillers, and ASCII has no marks.
    if not text.isprintable() or not FILLERS.isdisjoint(text):
        if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} and c not in "\t\r\n" for c in text):
            raise Unfit("control characters")
        if _hides(text):
            raise Unfit("invisible characters")
    if not text.isascii() and _piled(text):
        raise Unfit("piled marks")
    return " ".join(text.split())


def unended(sentence: str) -> str:
    """Without its full stop, in any script."""
    return sentence.rstrip(".。")


def short_line(text: str, *, most: int) -> str:
    """A line as `clean_line` gives it, of at most so many characters. Raises Refusal."""
    try:
        line = clean_line(text)
    except Unfit as problem:
        raise Refusal("lib/unfit-line", problem=str(problem)) from None
    if len(line) > most:
        raise Refusal("lib/long-line", most=most)
    return line


def several_lines(text: str, *, most: int) -> str:
    """Lines as `short_line` gives them, together of at most so many characters, without empty ones at the ends.

    Raises Refusal.
    """
    lines = "\n".join(short_line(line, most=most) for line in text.splitlines()).strip()
    if len(lines) > most:
        raise Refusal("lib/long-line", most=most)
    return lines


def paragraphs(text: str) -> list[str]:
    """What empty lines part."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def clean_name(text: str) -> str:
    """A person's name as she writes it, in any script, at most 120 characters. Raises Unfit.

    What is no name, or stands beside one, is told by its value of NoName.
    """
    if text[:1] in "\t\r\n" and text.strip():
        raise Unfit("control characters")
    name = clean_line(text)
    if len(name) > NAME_LENGTH:
        raise Unfit("too long")
    other = no_name(name)
    # What begins with a + may be a telephone number, and is told so.
    if _opens_formula(name) and other != NoName.TELEPHONE:
        raise Unfit("formula")
    if other:
        raise Unfit(other)
    if not any(map(_is_letter, name)):
        raise Unfit("no letter")
    return name


def _opens_formula(name: str) -> bool:
    # Folded, because a full-width ＝ opens a formula too, and past the marks that nobody sees.
    seen = unicodedata.normalize("NFKC", name).lstrip(" " + "".join(SPELLING))
    return seen[:1] in FORMULA


def _is_letter(character: str) -> bool:
    """Numerals that are letters count, such as the Roman ones and the Chinese 〇; digits don't."""
    return unicodedata.category(character)[0] == "L" or unicodedata.category(character) == "Nl"


def _hides(text: str) -> bool:
    before = False
    for character in text:
        unseen = character in FILLERS or unicodedata.category(character) == "Cf"
        if unseen and (before or character not in SPELLING):
            return True
        before = unseen
    return False


def _piled(text: str) -> bool:
    row = 0
    for character in text:
        row = row + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if row > MARKS_IN_A_ROW:
            return True
    return False


def folded(text: str) -> str:
    """What names are sorted by: small letters without accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("’", "").replace("'", "")
