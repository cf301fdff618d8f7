"""Which of all that looks like a dateline is the release's: taken out of the text, and told."""

import re
from dataclasses import dataclass

from campaign.reading.by_hand import ByHand
from campaign.reading.datelines import ITEM, Dateline, dateline_alone, is_item, opening_dateline
from campaign.reading.dates import fold
from campaign.reading.notes import Note, Topic
from campaign.reading.phrases import FULL_STOP
from campaign.reading.pieces import Piece, PieceKind
from campaign.reading.top import Top
from campaign.reading.wrapping import FINISHED

DATELINE_WITHIN = 4
"""Paragraphs from the top among which the first running one is looked for: subheadings may stand before it."""
QUESTION_LONGEST = 60
SUBHEADING_LONGEST = 250


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A dateline in the paragraph at `position`, and what that paragraph is without it."""

    dateline: Dateline
    position: int
    paragraph: str


def opening_of(parts: tuple[str, ...]) -> Opening | None:
    """The dateline that opens the first running paragraph; never one in a list or behind it."""
    for position, paragraph in enumerate(parts[:DATELINE_WITHIN]):
        first, newline, others = paragraph.partition("\n")
        dateline = None if _is_list(first, others) else opening_dateline(first)
        if dateline:
            without = (dateline.rest + newline + others).strip("\n")
            if _runs(without) or (without and position == len(parts) - 1):
                return Opening(dateline=dateline, position=position, paragraph=without)
        if is_item(first) or _runs(paragraph):
            return None
    return None


def _is_list(first: str, others: str) -> bool:
    """Whether lines with marks or numbers follow each other: "2. October 2016" is a day only where it stands alone."""
    return bool(ITEM.match(first) and ITEM.match(others))


def _runs(paragraph: str) -> bool:
    """Whether it is running text and no subheading, which may be a question, or a sentence that somebody said."""
    quoted = re.fullmatch(r"[“\"«„‘'][^\n]*[”\"»“’']", paragraph)
    ends = FULL_STOP.search(paragraph) or (FINISHED.search(paragraph) and len(paragraph) > QUESTION_LONGEST)
    return len(paragraph) > SUBHEADING_LONGEST or bool(ends and not quoted)


def repeats(above: Dateline, opening: Dateline) -> bool:
    """Whether a line above the headline says no more than the text's own dateline does, as some write both."""
    if above.place is None or not opening.has_day:
        return True
    same_day = (above.date, above.day_month) == (opening.date, opening.day_month)
    return same_day and fold(above.place) == fold(opening.place or "")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The one dateline that was taken out, and the paragraphs without it."""

    dateline: Dateline | None
    parts: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


def take_dateline(top: Top, parts: tuple[str, ...], opening: Opening | None) -> Taken:
    """Of all that look like a dateline one: what names a day goes before a place alone, the text's before a line's."""
    below = dateline_alone(parts[0].partition("\n")[0]) if parts else None
    if opening and (opening.dateline.has_day or not (top.above or below)):
        rest = (*parts[: opening.position], opening.paragraph, *parts[opening.position + 1 :])
        if top.above is None:
            return Taken(dateline=opening.dateline, parts=rest)
        template = "“%(words)s” above the headline was left out: the dateline says it already."
        note = Note(template, Topic.PIECE, words=top.above.written)
        piece = Piece(kind=PieceKind.DATELINE, words=top.above.written)
        return Taken(dateline=opening.dateline, parts=rest, pieces=(piece,), notes=(note,))
    if top.above or below is None:
        return Taken(dateline=top.above, parts=parts)
    _, _, others = parts[0].partition("\n")
    return Taken(dateline=below, parts=(*filter(None, [others]), *parts[1:]))


def notes_of_day(dateline: Dateline | None, dated: Dateline | None, by_hand: ByHand) -> tuple[Note, ...]:
    """What was taken out is named, always; and what is missing in it, unless it is given."""
    if dated is None:
        return () if by_hand.date else (_of_day("No dateline was found; the release needs a date."),)
    if dated.date or by_hand.date:
        if not dateline:
            return ()
        template = "“%(words)s” was removed from the text: it is the dateline."
        return (_of_day(template, words=dateline.written),)
    if dated.day_month:
        return (_of_day("The dateline “%(words)s” has no year.", words=dated.written),)
    if dated.choices:
        readings = " or ".join(choice.isoformat() for choice in dated.choices)
        template = "The date in “%(words)s” can be read as %(readings)s."
        return (_of_day(template, words=dated.written, readings=readings),)
    return (_of_day("The dateline “%(words)s” has no date.", words=dated.written),)


def _of_day(template: str, **facts: str) -> Note:
    return Note(template, Topic.DAY, **facts)
