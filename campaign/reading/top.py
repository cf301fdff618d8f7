"""What stands above a release's headline: words for newsrooms, an embargo, perhaps place and day."""

import re
from dataclasses import dataclass

from campaign.lib.refusal import Refusal
from campaign.reading.datelines import Dateline, dateline_alone, is_item, opening_dateline
from campaign.reading.notes import Note, Topic
from campaign.reading.phrases import (
    ADDRESS,
    ANNOUNCES,
    EMBARGO,
    FOR_THE_PRESS,
    FULL_STOP,
    NUMBER,
    PHONE,
    TELEPHONE,
    WEB,
)
from campaign.reading.pieces import Leaves, Piece, PieceKind, leave

LETTERHEAD_WORDS = 12
LETTERHEAD_LINES = 5
CONTACT_WITHIN, CONTACT_LINES, CONTACT_WORDS = 12, 8, 5
HOUR = re.compile(r"[,،\s]*(?:\bat\s+)?\b\d{1,2}(?:[:.h]\d{2}|\s?[ap]\.?m\b).*$", re.IGNORECASE)
LONGEST = 160
"""Characters of a line that is no headline yet."""
REASONS = {
    PieceKind.EMBARGO: "“%(words)s” was left out: what is opened here is public at once.",
    PieceKind.NEWSROOM: "“%(words)s” was left out: it is for newsrooms.",
    PieceKind.LETTERHEAD: "“%(words)s” was left out: it is a letterhead.",
    PieceKind.PRESS: "“%(words)s” above the headline was left out: it is for the press.",
}


@dataclass(frozen=True, kw_only=True)
class Top:
    """`lines` begin with the headline. `above` stands on a line of its own ahead of it, `announced` is the day beside
    "Press release", `pieces` and `notes` are as in a Release. `otherwise` is the same top if `above` is the headline.
    """

    lines: tuple[str, ...]
    above: Dateline | None = None
    otherwise: "Top | None" = None
    announced: Dateline | None = None
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


def read_top(lines: list[str], *, leaves: Leaves = leave) -> Top:
    """Take what isn't the headline yet off the top. Raises Refusal where nothing is left."""
    above: Dateline | None = None
    otherwise: Top | None = None
    announced: Dateline | None = None
    pieces: list[Piece] = []
    notes: list[Note] = []
    letterhead, contact = _letterhead(lines), _contact(lines)
    for position, line in enumerate(lines):
        if not line:
            continue
        kind, beside = kind_of_line(line, is_letterhead=position < letterhead)
        kind = PieceKind.PRESS if position in contact else kind
        if kind is not None and leaves(kind, line):
            announced = beside or announced
            pieces.append(Piece(kind=kind, words=line))
            notes.append(Note(REASONS[kind], Topic.PIECE, words=line))
            continue
        day = dateline_alone(line) if above is None and kind is None else None
        here = Top(
            lines=tuple(lines[position:]),
            above=above,
            otherwise=otherwise,
            announced=announced,
            pieces=tuple(pieces),
            notes=tuple(notes),
        )
        if day is None or (day.place and not _headline_follows(lines[position + 1 :])):
            return here
        above, otherwise = day, here
    raise Refusal("reading/no-headline")


def kind_of_line(line: str, *, is_letterhead: bool) -> tuple[PieceKind | None, Dateline | None]:
    """What a line above the headline is, if it isn't the headline; and the day beside "Press release"."""
    if len(line) > LONGEST:
        return None, None
    if EMBARGO.match(line):
        return PieceKind.EMBARGO, None
    if announces := ANNOUNCES.fullmatch(line):
        rest = HOUR.sub("", announces["rest"])
        beside = dateline_alone(rest)
        if beside or not rest or NUMBER.fullmatch(rest) or _is_for_the_press(rest):
            return PieceKind.NEWSROOM, beside
        kind, beside = kind_of_line(rest, is_letterhead=False)
        if kind in (PieceKind.NEWSROOM, PieceKind.EMBARGO):
            return PieceKind.NEWSROOM, beside
    if _is_for_the_press(line):
        return PieceKind.PRESS, None
    return (PieceKind.LETTERHEAD if is_letterhead or _is_an_office(line) else None), None


def _is_for_the_press(line: str) -> bool:
    reaches = ADDRESS.search(line) or PHONE.search(line)
    return bool(FOR_THE_PRESS.match(line) and reaches)


def _is_an_office(line: str) -> bool:
    """Whether it says where an office is reached: a telephone, a mail address, a page, and no sentence."""
    if FULL_STOP.search(line):
        return False
    return bool(TELEPHONE.match(line) or PHONE.search(line) or ADDRESS.search(line) or WEB.match(line))


def _contact(lines: list[str]) -> range:
    """Where a heading such as "Contact:" stands at the top, with names below it and how they are reached.

    The last line of it is the last one with a number or an address, before a blank line and words that have none.
    """
    first = next((at for at, line in enumerate(lines[:CONTACT_WITHIN]) if _heads_contact(line)), None)
    if first is None:
        return range(0)
    last = first
    for position in range(first + 1, min(first + CONTACT_LINES, len(lines))):
        line = lines[position]
        if PHONE.search(line) or ADDRESS.search(line):
            last = position
        elif FULL_STOP.search(line) or len(line.split()) > LETTERHEAD_WORDS:
            break
    return range(first, last + 1) if last > first else range(0)


def _heads_contact(line: str) -> bool:
    return bool(
        line.endswith((":", "：")) and FOR_THE_PRESS.match(line) and len(line.split()) <= CONTACT_WORDS
    )


def _letterhead(lines: list[str]) -> int:
    """The position of the first line that tells newsrooms something, where only a group's name stands ahead of it.

    A headline may stand there too; then what follows is no headline but the text.
    """
    ahead = 0
    for position, line in enumerate(lines):
        if not line:
            continue
        kind, _ = kind_of_line(line, is_letterhead=False)
        if kind in (PieceKind.NEWSROOM, PieceKind.EMBARGO):
            return position if ahead and _headline_follows(lines[position + 1 :]) else 0
        if kind is None:
            ahead += 1
            if ahead > LETTERHEAD_LINES or len(line.split()) > LETTERHEAD_WORDS or FULL_STOP.search(line):
                return 0
            if dateline_alone(line):
                return 0
    return 0


def _headline_follows(lines: list[str]) -> bool:
    """Whether the next line could be a headline, with a text behind it."""
    left = [line for line in lines if line]
    while left and (kind_of_line(left[0], is_letterhead=False)[0] or dateline_alone(left[0])):
        left.pop(0)
    if len(left) < 2 or is_item(left[0]) or opening_dateline(left[0]):
        return False
    return not FULL_STOP.search(left[0])
