"""The headline, which may stand on several lines; and what under it is none of it."""

import re
from dataclasses import dataclass, replace

from campaign.lib.refusal import Refusal
from campaign.lib.refusal import marked as _
from campaign.reading.datelines import is_item, opening_dateline, read_dateline
from campaign.reading.language import script_of
from campaign.reading.notes import Note, Topic
from campaign.reading.phrases import FULL_STOP
from campaign.reading.pieces import Leaves, Piece, PieceKind, leave, squeeze
from campaign.reading.top import REASONS, Top, kind_of_line
from campaign.reading.wrapping import between

LONGEST = 250
LINES = 3
MARKED = re.compile(r"[“\"«„‘'「『﴿*_(\[—–-]")


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The headline, the lines below it, and what stood above one that somebody gave."""

    words: str
    below: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


def read_headline(top: Top, *, by_hand: str | None = None, leaves: Leaves = leave) -> Headline:
    """The first line, or all lines up to the first blank one if they are three at most, short, and go on.

    One that is given `by_hand` is looked for near the top; what stands there instead of it is taken out and named.
    Raises Refusal where the first line is no headline and none is given.
    """
    lines = list(top.lines)
    if by_hand is not None:
        return _without_newsrooms(_given(lines, " ".join(by_hand.split())), leaves)
    first = _lines_of_it(lines)
    headline = _plain(_joined(first))
    if len(headline) > LONGEST or (opening_dateline(headline) and FULL_STOP.search(headline)):
        raise Refusal("reading/text-for-headline", longest=LONGEST)
    joined = Note(_("The headline was on %(count)s lines, which were joined."), count=len(first))
    notes = (joined,) if len(first) > 1 else ()
    return _without_newsrooms(Headline(words=headline, below=tuple(lines[len(first) :]), notes=notes), leaves)


def _without_newsrooms(headline: Headline, leaves: Leaves) -> Headline:
    """Lines for newsrooms stand under some headlines, not above them."""
    below, pieces, notes = list(headline.below), list(headline.pieces), list(headline.notes)
    for line in headline.below:
        if line and not (_is_for_newsrooms(line) and leaves(PieceKind.NEWSROOM, line)):
            break
        below.pop(0)
        if line:
            pieces.append(Piece(kind=PieceKind.NEWSROOM, words=line))
            notes.append(Note(REASONS[PieceKind.NEWSROOM], Topic.PIECE, words=line))
    return replace(headline, below=tuple(below), pieces=tuple(pieces), notes=tuple(notes))


def _is_for_newsrooms(line: str) -> bool:
    kind, day = kind_of_line(line, is_letterhead=False)
    return kind == PieceKind.NEWSROOM and day is None


def _given(lines: list[str], headline: str) -> Headline:
    if not headline or len(headline) > LONGEST:
        raise Refusal("reading/long-headline", longest=LONGEST)
    if place := _place_of(lines, headline):
        above = [line for line in lines[: place[0]] if line]
        pieces = tuple(Piece(kind=PieceKind.LETTERHEAD, words=line) for line in above)
        template = "“%(words)s” stood above the headline that you gave, and was left out."
        notes = tuple(Note(template, Topic.PIECE, words=line) for line in above)
        return Headline(words=headline, below=tuple(lines[place[1] :]), pieces=pieces, notes=notes)
    first = _lines_of_it(lines)
    instead = _joined(first)
    if len(instead) > LONGEST or opening_dateline(instead) or FULL_STOP.search(instead):
        return Headline(words=headline, below=tuple(lines))
    piece = Piece(kind=PieceKind.HEADLINE, words=instead)
    template = "“%(words)s” was left out: your headline takes its place."
    note = Note(template, Topic.PIECE, words=instead)
    return Headline(words=headline, below=tuple(lines[len(first) :]), pieces=(piece,), notes=(note,))


def _place_of(lines: list[str], headline: str) -> tuple[int, int] | None:
    """Where lines near the top say just this headline: the first, and the one behind the last."""
    sought = squeeze(headline).casefold()
    for start in range(min(len(lines), 12)):
        for end in range(start + 1, min(start + LINES, len(lines)) + 1):
            if lines[start] and squeeze(_plain(_joined(lines[start:end]))).casefold() == sought:
                return start, end
    return None


def _lines_of_it(lines: list[str]) -> list[str]:
    first = lines[: lines.index("")] if "" in lines else lines[:1]
    whole = len(first) <= LINES + 1 and not any(read_dateline(line) for line in first[1:])
    first = first[: _end(first)] if whole else first[:1]
    return first if len(first) <= LINES and sum(map(len, first)) <= LONGEST else first[:1]


def _end(lines: list[str]) -> int:
    """How many of the lines are the headline: a line with a mark, a bullet or an end of its own is a subheading."""
    for position in range(1, len(lines)):
        before, line = lines[position - 1], lines[position]
        if _starts_anew(line) or FULL_STOP.search(before) or FULL_STOP.search(line):
            return position
        if (lines[0].isupper() and not line.isupper()) or script_of(line) not in (None, script_of(lines[0])):
            return position
    return len(lines)


def _starts_anew(line: str) -> bool:
    return bool(MARKED.match(line)) or is_item(line) or _is_for_newsrooms(line)


def _joined(lines: list[str]) -> str:
    headline = lines[0]
    for line in lines[1:]:
        headline += between(headline, line) + line
    return headline


def _plain(headline: str) -> str:
    return re.sub(r"^#{1,6}\s+|^(\*\*|__|\*|_)(?=\S.*\S\1$)|(?<=\S)(\*\*|__|\*|_)$", "", headline)
