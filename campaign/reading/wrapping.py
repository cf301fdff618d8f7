"""Paragraphs out of pasted lines: mail programs wrap lines, word processors don't."""

import re
import unicodedata
from itertools import pairwise

from campaign.reading import bullets
from campaign.reading.phrases import FOOTNOTE, heads_signatories, is_end_mark

MARKER = re.compile(
    rf"(?:[{re.escape(bullets.ALL)}–]|\d{{1,2}}[.)]|[a-z][.)])\s+\S|(?:\[\d{{1,3}}\]|[¹²³⁰-⁹]+|[*†‡]{{1,3}})\s*\w"
)
"""What begins an item of a list, or a footnote."""
LISTED_AT_LEAST = 4
LONGEST_WRAPPED = 110
SHORTEST_WRAPPED = 45
FINISHED = re.compile(rf"[.!?؟。！？…:][\"'”’»)\]]*{FOOTNOTE}$")


def paragraphs(text: str, *, is_wrapped: bool = True) -> tuple[str, ...]:
    """Paragraphs of a clean text: parted by blank lines, or by line ends where there are no blank lines.

    Lines that a mail program wrapped are joined; short lines (names, lists) keep their ends as LF.
    """
    groups = [group.split("\n") for group in re.split(r"\n{2,}", text.strip("\n")) if group]
    if not is_wrapped:
        return tuple("\n".join(group) for group in groups)
    apart = len(groups) == 1
    joined: list[str] = []
    for group in groups:
        names = bool(joined) and heads_signatories(joined[-1].rpartition("\n")[2])
        joined.extend(_paragraphs(group, apart=apart, names=names))
    return tuple(joined)


def _paragraphs(lines: list[str], *, apart: bool, names: bool) -> list[str]:
    """`names` says that the line before announced a list of signatories."""
    longest = max(map(width, lines))
    # A line longer than any mail program leaves it was a paragraph in a word processor.
    wrapped = longest <= LONGEST_WRAPPED and not all(map(FINISHED.search, lines))
    listed = names or _is_listed(lines)
    apart = apart or longest > LONGEST_WRAPPED
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        listed = listed or heads_signatories(before)
        if MARKER.match(line) or (listed and longest <= LONGEST_WRAPPED):
            pieces.append("\n")
        elif (
            wrapped
            and not _stands_alone(line)
            and not _stands_alone(before)
            and width(before) >= max(SHORTEST_WRAPPED, longest - 20)
        ):
            pieces.append(between(before, line))
        else:
            pieces.append("\n\n" if apart else "\n")
        pieces.append(line)
    return "".join(pieces).split("\n\n")


def _is_listed(lines: list[str]) -> bool:
    """Whether each line is a name or an entry of its own: all begin with a capital, and none goes on or is finished."""
    return len(lines) >= LISTED_AT_LEAST and all(
        re.match(r"[^\W\d_]", line) and line[0].isupper() and not re.search(r"[.!?؟。…,;:–—-]$", line)
        for line in lines
    )


def _stands_alone(line: str) -> bool:
    """Whether a line is never joined to another: the end mark, or no words at all."""
    return is_end_mark(line) or not re.search(r"\w", line)


def between(before: str, line: str) -> str:
    """What joins two wrapped lines: a space, or nothing between Chinese characters."""
    return "" if is_wide(before[-1]) and is_wide(line[0]) else " "


def width(line: str) -> int:
    """Columns the line takes in a fixed-width font."""
    return sum(2 if is_wide(character) else 1 for character in line)


def is_wide(character: str) -> bool:
    """Whether it is written without spaces between words, as Chinese is."""
    return unicodedata.east_asian_width(character) in "WF"
