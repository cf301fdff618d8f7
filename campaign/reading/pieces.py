"""Pieces that a reading takes out of a pasted text: which kind each is, and on which lines it stood."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece is. Whoever pasted the text may keep every piece of a kind."""

    QUOTE_MARKS = "quote-marks"
    MAIL_HEADER = "mail-header"
    FORWARDED = "forwarded"
    REPLY = "reply"
    COVERING_NOTE = "covering-note"
    GREETING = "greeting"
    SIGNATURE = "signature"
    MAIL_FOOTER = "mail-footer"
    ADDRESSES = "addresses"
    PICTURE = "picture"
    PAGE_NUMBER = "page-number"
    LETTERHEAD = "letterhead"
    NEWSROOM = "newsroom"
    EMBARGO = "embargo"
    HEADLINE = "headline"
    DATELINE = "dateline"
    PRESS = "press"
    END_MARK = "end-mark"
    NOTES = "notes"
    BEHIND_THE_END = "behind-the-end"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words that are no part of the release. `first` and `last` are lines of the pasted text, from 1; 0 for none."""

    kind: PieceKind
    words: str
    first: int = 0
    last: int = 0


Keep = frozenset[PieceKind | int]
"""What stays in the text: kinds, and lines on which a piece stands."""

Leaves = Callable[[PieceKind, str], bool]
"""Whether words of this kind leave the text."""


def leave(kind: PieceKind, words: str) -> bool:
    """Everything leaves: for a reading that keeps nothing."""
    return True


def stays(piece: Piece, keep: Keep) -> bool:
    """Whether somebody asked to keep it."""
    return piece.kind in keep or any(line in keep for line in range(piece.first, piece.last + 1))


class Lines:
    """Finds the lines that words stood on, however they were joined since. Words are asked for in their order."""

    def __init__(self, numbered: list[tuple[int, str]]) -> None:
        squeezed = ((number, squeeze(line)) for number, line in numbered)
        self._lines = [(number, line) for number, line in squeezed if line]
        self._next = 0

    def span(self, words: str) -> tuple[int, int]:
        """The first and the last line; (0, 0) where they stand nowhere."""
        sought = squeeze(words)
        for start in (*range(self._next, len(self._lines)), *range(self._next)):
            if (end := self._end(start, sought)) is not None:
                self._next = start
                return self._lines[start][0], self._lines[end][0]
        return 0, 0

    def _end(self, start: int, sought: str) -> int | None:
        """The position of the last line of `sought`, which begins inside the one at `start`."""
        begins = self._lines[start][1]
        if sought and sought in begins:
            return start
        if not sought.startswith(begins):
            return None
        left = sought[len(begins) :]
        for position in range(start + 1, len(self._lines)):
            line = self._lines[position][1]
            if not left.startswith(line):
                return position if left and line.startswith(left) else None
            left = left[len(line) :]
            if not left:
                return position
        return None


def squeeze(words: str) -> str:
    """Without blanks: what is left the same when lines are joined."""
    return re.sub(r"\s+", "", words)
