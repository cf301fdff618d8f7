"""What is another in a text than in one before it, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "gone", "new"]
TOKEN = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 1_500
"""Words of two paragraphs that are compared one by one; longer ones are shown whole, the old and the new."""
ALIKE = 0.3


@dataclass(frozen=True)
class Run:
    """Words that stand in both, only in the old one, or only in the new one."""

    mark: Mark
    words: str


def runs(before: str, after: str) -> tuple[Run, ...]:
    """What leads from one to the other; both can be read out of it."""
    return tuple(_runs(before, after))


def _runs(before: str, after: str) -> Iterator[Run]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if len(old) + len(new) > MOST_WORDS or matcher.ratio() < ALIKE:
        yield from _replaced(before, after)
        return
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(old[first:last]))
        else:
            yield from _replaced("".join(old[first:last]), "".join(new[start:end]))


def _replaced(before: str, after: str) -> Iterator[Run]:
    if before:
        yield Run("gone", before)
    if after:
        yield Run("new", after)
