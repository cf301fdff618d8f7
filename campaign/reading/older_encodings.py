"""Text in an encoding that Windows had before Unicode: read where its words tell which, else not at all. Pure."""

import re

from campaign.reading.language import LEAST_WORDS, SCRIPTS, script_of, small_words

ENCODINGS = {"cp1252": "Windows-1252", "cp1256": "Windows-1256", "cp1251": "Windows-1251"}
"""Western European, Arabic and Cyrillic: what Windows wrote in the six languages less Chinese."""


def read_older(raw: bytes) -> tuple[str, str] | None:
    """The encoding's name and the text; None where its words tell no encoding, or more than one."""
    readings = {
        name: text for code, name in ENCODINGS.items() if (text := _decoded(raw, code)) and _is_language(text)
    }
    if len(set(readings.values())) != 1:
        return None
    return next(iter(readings.items()))


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_language(text: str) -> bool:
    """Whether it has small words of a language, and no word of letters from two scripts."""
    script = script_of(text)
    if script is None or max(small_words(text, script).values()) < LEAST_WORDS:
        return False
    # Arabic vowel marks are no letters, and stand in no word of another script.
    words = set(re.findall("(?:[^\\W\\d_]|[\u064b-\u0652])+", text))
    return not any(_is_mixed(word) for word in words)


def _is_mixed(word: str) -> bool:
    return sum(bool(letters.search(word)) for letters in SCRIPTS.values()) > 1
