"""Paragraphs out of pasted lines: mail programs wrap lines, word processors don't."""

import re
import unicodedata
from itertools import pairwise

MARKER = re.compile(r"(?:[-*•‣·–]|\d{1,2}[.)])\s+\S")
LONGEST_WRAPPED = 110
SHORTEST_WRAPPED = 45
FINISHED = re.compile(r"[.!?؟。！？…:][\"'”’»)\]]*$")


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a clean text: parted by blank lines, or by line ends where there are no blank lines.

    Lines that a mail program wrapped are joined; short lines (names, lists) keep their ends as LF.
    """
    groups = [group.split("\n") for group in re.split(r"\n{2,}", text.strip("\n")) if group]
    apart = len(groups) == 1
    return tuple(paragraph for group in groups for paragraph in _paragraphs(group, apart=apart))


def _paragraphs(lines: list[str], *, apart: bool) -> list[str]:
    longest = max(map(width, lines))
    # A line longer than any mail program leaves it was a paragraph in a word processor.
    wrapped = longest <= LONGEST_WRAPPED and not all(map(FINISHED.search, lines))
    apart = apart or longest > LONGEST_WRAPPED
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        if MARKER.match(line):
            pieces.append("\n")
        elif wrapped and width(before) >= max(SHORTEST_WRAPPED, longest - 20):
            pieces.append(between(before, line))
        else:
            pieces.append("\n\n" if apart else "\n")
        pieces.append(line)
    return "".join(pieces).split("\n\n")


def between(before: str, line: str) -> str:
    """What joins two wrapped lines: a space, or nothing between Chinese characters."""
    return "" if is_wide(before[-1]) and is_wide(line[0]) else " "


def width(line: str) -> int:
    """Columns the line takes in a fixed-width font."""
    return sum(2 if is_wide(character) else 1 for character in line)


def is_wide(character: str) -> bool:
    """Whether it is written without spaces between words, as Chinese is."""
    return unicodedata.east_asian_width(character) in "WF"
