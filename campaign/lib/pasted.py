"""What people paste, without what came along with it. Pure.

Programs put signs around what is copied out of them: blanks of every kind, marks of direction that nobody sees, a full
stop, quotes, brackets.
"""

import re
import unicodedata

# Joiners spell words in Persian, Kurdish and Indic scripts; between other signs they are as unseen as the rest.
JOINERS = frozenset("\u200c\u200d")
UNSEEN_MARKS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f")
BEHIND = frozenset(".,;:!?)>]}\"'/…*|’”»›“‘«„،؛؟۔।॥։።၊။。，、；：！？）】》」』›")
BEFORE = frozenset("(<[{\"'‘“„«‹»›”’¿¡（【《「『*|")

CLOSING = {")": "(", "]": "["}
# A host with a dot, perhaps with a port and a path; and no address of mail, which has an @.
WITHOUT_SCHEME = re.compile(r"[^\s:/@]+\.[^\s:/@]+(:[0-9]{1,5})?(/\S*)?")


def is_unseen(character: str) -> bool:
    """Whether it shows nothing, and is no blank."""
    return character in UNSEEN_MARKS or unicodedata.category(character) == "Cf"


def seen(text: str) -> str:
    """The text without what shows nothing. A joiner between letters that aren't Latin stays, as it spells a word."""
    if text.isascii():  # shows all of it
        return text
    shown = []
    for at, character in enumerate(text):
        if not is_unseen(character) or (character in JOINERS and _spells(text, at)):
            shown.append(character)
    return "".join(shown)


def _spells(text: str, at: int) -> bool:
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return len(beside) == 2 and all(c.isalpha() and not c.isascii() for c in beside)


def bare(text: str) -> str:
    """What is seen of it, without blanks and punctuation around it."""
    text = seen(text).strip()
    while text and text[-1] in BEHIND:
        text = text[:-1].rstrip()
    while text and text[0] in BEFORE:
        text = text[1:].lstrip()
    return text


def site(text: str) -> str:
    """The address of a site or a page, with its scheme, which nobody types: `example.org` is https://example.org.

    A slash at its end stays, and a bracket that was opened in it. Where nothing is left it is the text.
    """
    plain = bare(text)
    if not plain:
        return text.strip()
    for sign in seen(text).partition(plain)[2]:
        if sign != "/" and plain.count(sign) >= plain.count(CLOSING.get(sign, sign)):
            break
        plain += sign
    return f"https://{plain}" if WITHOUT_SCHEME.fullmatch(plain) else plain


def in_latin_digits(text: str) -> str:
    """The text with 0 to 9 for the digits of every script, full-width ones too."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def code(text: str) -> str:
    """A word of Latin letters and digits that is copied: a key's public half, a token, digits that a program shows."""
    return bare(in_latin_digits(unicodedata.normalize("NFKC", text)))


def number(text: str) -> str:
    """The digits of a number as people group them: 12,345, 12.345, 12 345, ١٢٬٣٤٥; other text as `code` gives it.

    Only groups of three are taken for groups, so that no 1.5 becomes 15.
    """
    plain = code(text)
    for sign in ",.'’ \u066c":
        parts = plain.split(sign)
        if all(part.isascii() and part.isdigit() for part in parts) and _are_groups(parts):
            return "".join(parts)
    return plain


def _are_groups(parts: list[str]) -> bool:
    return len(parts) > 1 and len(parts[0]) <= 3 and {len(part) for part in parts[1:]} == {3}
