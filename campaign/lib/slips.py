"""Whether one word is another with a slip of the finger in it. Pure."""

import unicodedata
from collections.abc import Iterable


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one sign is too many, missing or another one, or two neighbours changed places; not of equal words."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    at = next((i for i, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if at is None:
        return True  # one is the other's beginning
    rest, other = typed[at:], meant[at:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )


SHORTEST = 4  # below it nearly every word is a slip away from another


def nearest(typed: str, words: Iterable[str]) -> str | None:
    """The word that was meant: this one in other letters, else the only one that is one slip away."""
    words = list(words)
    plain = plainly(typed)
    if plain in words:
        return plain
    near = {word for word in words if len(word) >= SHORTEST and is_one_slip(plain, word)}
    return near.pop() if len(near) == 1 else None


def plainly(text: str) -> str:
    """Small letters, digits and single hyphens: how an address is meant that came with capitals, blanks or dashes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "-".join(
        "".join(c if c.isalnum() else " " for c in folded if unicodedata.category(c) != "Cf").split()
    )
