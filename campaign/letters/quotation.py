"""Quotation marks of one kind: in a release that mixes them, those that it has most of stand for all. Pure."""

import re
from collections import Counter
from collections.abc import Sequence

PAIRS = (("“", "”"), ("«", "»"), ("„", "“"))
STRAIGHT = '"'
MARKS = frozenset(STRAIGHT).union(*PAIRS)
# An opening mark stands at the beginning, behind a blank, a bracket, a dash or another opening mark.
OPENS = re.compile(r"(?:^|[\s(\[{—–\-«„‘'])$")


def of_one_kind(texts: Sequence[str]) -> list[str]:
    """The paragraphs of one text. What has one kind of double marks stays as it is, whichever that is.

    A quotation within another keeps its own. Apostrophes go along: ’ where the text has both.
    """
    texts = list(texts)
    whole = "\n".join(texts)
    if len(_kinds(whole)) > 1:
        pair = _most(whole)
        texts = [_turned(text, pair) for text in texts]
    if "’" in whole and "'" in whole:
        texts = [re.sub(r"(?<=\w)'(?=\w)", "’", text) for text in texts]
    return texts


def _kinds(text: str) -> set[str]:
    kinds = {STRAIGHT} & set(text)
    kinds |= {opening for opening, closing in PAIRS if opening in text and closing in text}
    return kinds - {"“"} if "„" in kinds and "”" not in text else kinds  # “ closes what „ opened


def _most(text: str) -> tuple[str, str]:
    """Of two that stand there as often the one that comes first: it is around the other."""
    signs = Counter(text)
    pairs = (pair for pair in PAIRS if pair[0] in _kinds(text))
    return max(pairs, key=lambda pair: (signs[pair[0]], -text.index(pair[0])))


def _turned(text: str, pair: tuple[str, str]) -> str:
    """A paragraph with its outer quotations between this pair."""
    out, depth = "", 0
    for at, sign in enumerate(text):
        if sign not in MARKS:
            out += sign
        elif _opens(text, at, depth):
            out += pair[0] if depth == 0 else sign
            depth += 1
        else:
            depth = max(0, depth - 1)
            out += pair[1] if depth == 0 else sign
    return out


def _opens(text: str, at: int, depth: int) -> bool:
    match text[at]:
        case "«" | "„":
            return True
        case "»" | "”":
            return False
        case "“":  # it closes a „ that is open
            return not (depth and "„" in text[:at] and not OPENS.search(text[:at]))
    return bool(OPENS.search(text[:at]))
