"""The canonical text that is signed: five fields in one order, as bytes that never change.

See architecture.md, The log.
"""

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Canonical:
    """The fields of a canonical text; all text in NFC."""

    language: str
    headline: str
    date: dt.date
    demand: str
    body: str


def canonical_text(*, language: str, headline: str, date: dt.date, demand: str, body: str) -> bytes:
    """UTF-8 NFC: a line each for language, headline, ISO date and demand, then the body, one LF at the end.

    Raises ValueError for an empty field, a line break or control character where none may stand, and
    blank edges: what differs in the fields always differs in the bytes.
    """
    lines = {"language": language, "headline": headline, "date": date.isoformat(), "demand": demand}
    for name, value in lines.items():
        _refuse(name, value, allowed="")
    _refuse("body", body, allowed="\n")
    return (unicodedata.normalize("NFC", "\n".join([*lines.values(), body])) + "\n").encode()


def text_hash(canonical: bytes) -> str:
    """SHA-256 of a canonical text, 64 hex digits: its name in the log and in its address."""
    return hashlib.sha256(canonical).hexdigest()


def _refuse(name: str, value: str, *, allowed: str) -> None:
    if not value or value != value.strip():
        raise ValueError(f"The {name} of a canonical text is not empty and has no blank edges.")
    for character in value:
        # A BOM too: tools drop it silently, and the hash would no longer fit.
        unseen = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character == "\ufeff"
        if unseen and character not in allowed:
            raise ValueError(f"The {name} of a canonical text has no character U+{ord(character):04X}.")
