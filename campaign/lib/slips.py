"""Whether one word is another with a slip of the finger in it. Pure."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

SHORTEST = 4  # below it nearly every word is a slip away from another
KEYS = ("1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm.", "azertyuiop", "qwertzuiop", "yxcvbnm")


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one sign is too many, missing or another one, or two neighbours changed places; not of equal words."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    at = _first_difference(typed, meant)
    rest, other = typed[at:], meant[at:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )


def without_one(word: str) -> set[str]:
    """The word, and what is left of it without each of its signs: two words that one slip parts have one in common."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


def is_short_slip(typed: str, meant: str) -> bool:
    """The same, but for words that are short: another sign only from the key beside, too many only a doubled one."""
    if not is_one_slip(typed, meant):
        return False
    at = _first_difference(typed, meant)
    if len(typed) == len(meant):
        return typed[at + 1 :] != meant[at + 1 :] or _are_neighbours(typed[at], meant[at])
    return len(typed) < len(meant) or typed[at] == typed[at - 1 : at]


def _first_difference(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _are_neighbours(one: str, other: str) -> bool:
    return any(one + other in row or other + one in row for row in KEYS) or any(
        abs(upper.find(a) - lower.find(b)) <= 1
        for upper, lower in pairwise(KEYS[:4])
        for a, b in ((one, other), (other, one))
        if a in upper and b in lower
    )


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
