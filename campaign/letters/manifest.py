"""The manifest of a set of letters: the text whose hash stands in the log."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from campaign.letters.figures import Stated
from campaign.letters.files import Written

UNSTATED = "tally -"  # before the log has a first `tally` line


def manifest(*, origin: str, stated: Stated, day: date, letters: Iterable[Written]) -> str:
    """One line each for form, log, size, day of the letters and last tally by then, then one per letter, by code.

    A letter's line has country, language, its stated figure (or `fewer-than-ten`, `not-shown`) and the SHA-256 of
    its PDF. Lines end in LF; the text is UTF-8.
    """
    head = [
        "campaign/letters/v1",
        f"log {origin}",
        f"size {stated.size}",
        f"date {day.isoformat()}",
        stated.statement.line if stated.statement else UNSTATED,
    ]
    lines = [
        f"letter {letter.country} {letter.language} {str(letter.figures.own).replace(' ', '-')} {letter.sha256}"
        for letter in sorted(letters, key=lambda letter: letter.country)
    ]
    return "\n".join([*head, *lines]) + "\n"


def manifest_hash(text: str) -> str:
    """SHA-256 of a manifest, 64 hex digits: what the log's `letters` entry holds."""
    return sha256(text.encode()).hexdigest()
