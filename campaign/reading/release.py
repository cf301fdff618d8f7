"""A press release as groups write and paste it, read into its parts. Nothing missing is made up."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import partial

from campaign.lib.refusal import Refusal
from campaign.reading.by_hand import NOTHING, ByHand
from campaign.reading.cleaning import clean
from campaign.reading.datelines import ITEM, Dateline, dateline_alone, is_item, opening_dateline
from campaign.reading.dates import fold
from campaign.reading.debris import Swept, sweep
from campaign.reading.endings import Ending, read_ending
from campaign.reading.files import LARGEST
from campaign.reading.headline import Headline, read_headline
from campaign.reading.notes import Note, Topic
from campaign.reading.phrases import FULL_STOP
from campaign.reading.pieces import Keep, Lines, Piece, PieceKind, stays
from campaign.reading.top import Top, read_top
from campaign.reading.wrapping import FINISHED, paragraphs

DATELINE_WITHIN = 4
"""Paragraphs from the top among which the first running one is looked for: subheadings may stand before it."""
QUESTION_LONGEST = 60
SUBHEADING_LONGEST = 250


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was understood. `body` has paragraphs parted by a blank line, in our Markdown subset.

    `day_month` is (day, month) of a dateline without a year, `choices` the readings of one like 05/09/2016.
    `dateline` is what was taken out of the text as such. `pieces` is what else is no part of it, in the order of the
    text, word for word; `notes` says why, a sentence each.
    """

    headline: str
    body: str
    place: str | None
    date: dt.date | None
    day_month: tuple[int, int] | None
    choices: tuple[dt.date, ...]
    dateline: str | None
    contact: str | None
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.body.split("\n\n"))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The words of the pieces."""
        return tuple(piece.words for piece in self.pieces)

    @property
    def for_editors(self) -> tuple[str, ...]:
        """The notes to editors, word for word. They are no part of what is signed."""
        return tuple(piece.words for piece in self.pieces if piece.kind == PieceKind.NOTES)


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """A text with everything named, before the day and the place are decided."""

    top: Top
    headline: Headline
    taken: "_Taken"
    ending: Ending

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.top.pieces, *self.headline.pieces, *self.taken.pieces, *self.ending.pieces)


def read_release(text: str, *, by_hand: ByHand = NOTHING, is_document: bool = False) -> Release:
    """Read headline, dateline, text and contact out of a pasted release; what is given by hand goes before it.

    The lines of a document end where its author ended them: none are joined.
    Raises Refusal when there is no headline or no text behind it.
    """
    if len(text) > LARGEST:
        raise Refusal("reading/too-long", length=len(text))
    text, cleaned = clean(text)
    swept = sweep(text, keep=by_hand.keep)
    parts = _parts(swept, by_hand, is_wrapped=not is_document)
    headline, taken, ending = parts.headline, parts.taken, parts.ending
    if not any(re.search(r"\w", paragraph) for paragraph in ending.paragraphs):
        raise Refusal("reading/no-text")
    dated = (
        taken.dateline if taken.dateline and taken.dateline.has_day else parts.top.announced or taken.dateline
    )
    named = (*cleaned, *_swept_notes(swept), *parts.top.notes, *headline.notes, *taken.notes)
    read = Release(
        headline=headline.words,
        body="\n\n".join(ending.paragraphs),
        place=next((each.place for each in (taken.dateline, dated) if each and each.place), None),
        date=dated.date if dated else None,
        day_month=dated.day_month if dated else None,
        choices=dated.choices if dated else (),
        dateline=taken.dateline.written if taken.dateline else None,
        contact=ending.contact,
        pieces=_in_order(swept, parts.pieces),
        notes=(*named, *_about(taken.dateline, dated, by_hand), *ending.notes),
    )
    return _mended(read, by_hand)


def _mended(read: Release, by_hand: ByHand) -> Release:
    """The release with the place and the day that were given."""
    if by_hand.place is not None:
        read = replace(read, place=" ".join(by_hand.place.split()) or None)
    if by_hand.date is not None:
        read = replace(read, date=by_hand.date, day_month=None, choices=())
    return read


def _parts(swept: Swept, by_hand: ByHand, *, is_wrapped: bool) -> _Parts:
    leaves = partial(_leaves, Lines(list(swept.lines)), by_hand.keep)
    top = read_top(swept.text.strip("\n").split("\n"), leaves=leaves)
    headline = read_headline(top, by_hand=by_hand.headline, leaves=leaves)
    parts = paragraphs("\n".join(headline.below), is_wrapped=is_wrapped)
    opening = _opening(parts)
    if top.above and top.otherwise and opening and not _repeats(top.above, opening.dateline):
        # Of two days the first stands where a headline does: "Aleppo, 24 September 2016".
        top = top.otherwise
        headline = read_headline(top, by_hand=by_hand.headline, leaves=leaves)
        parts = paragraphs("\n".join(headline.below), is_wrapped=is_wrapped)
        opening = _opening(parts)
    taken = _taken(top, parts, opening)
    return _Parts(top=top, headline=headline, taken=taken, ending=read_ending(taken.parts, leaves=leaves))


def _leaves(lines: Lines, keep: Keep, kind: PieceKind, words: str) -> bool:
    if not keep:
        return True
    first, last = lines.span(words)
    return not stays(Piece(kind=kind, words=words, first=first, last=last), keep)


def _in_order(swept: Swept, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """All pieces with the lines that they stood on."""
    lines = Lines(list(swept.lines))
    placed = [
        replace(piece, first=first, last=last)
        for piece in pieces
        for first, last in [lines.span(piece.words)]
    ]
    return tuple(sorted([*swept.pieces, *placed], key=lambda piece: piece.first))


def _swept_notes(swept: Swept) -> tuple[Note, ...]:
    """A sentence for each kind of debris, and one for each piece that could be meant to stand in the text."""
    sentences = dict.fromkeys(SWEPT[piece.kind] for piece in swept.pieces)
    return tuple(Note(sentence, Topic.PIECE) for sentence in sentences)


SWEPT = {
    PieceKind.QUOTE_MARKS: "The “>” of a quoted mail was taken off its lines.",
    PieceKind.MAIL_HEADER: "The header of a mail was left out.",
    PieceKind.FORWARDED: "The line above a forwarded mail was left out.",
    PieceKind.REPLY: "The line above a mail that was answered was left out.",
    PieceKind.COVERING_NOTE: "What was written around the release in the mail was left out.",
    PieceKind.GREETING: "A greeting was left out.",
    PieceKind.SIGNATURE: "The signature of a mail was left out.",
    PieceKind.MAIL_FOOTER: "What mailing lists or offices add under a mail was left out.",
    PieceKind.ADDRESSES: "A line of mail addresses was left out.",
    PieceKind.PICTURE: "A placeholder for a picture was left out.",
    PieceKind.PAGE_NUMBER: "Page numbers were left out.",
}


@dataclass(frozen=True, kw_only=True)
class _Opening:
    """A dateline in the paragraph at `position`, and what that paragraph is without it."""

    dateline: Dateline
    position: int
    paragraph: str


def _opening(parts: tuple[str, ...]) -> _Opening | None:
    """The dateline that opens the first running paragraph; never one in a list or behind it."""
    for position, paragraph in enumerate(parts[:DATELINE_WITHIN]):
        first, newline, others = paragraph.partition("\n")
        dateline = None if _is_list(first, others) else opening_dateline(first)
        if dateline:
            without = (dateline.rest + newline + others).strip("\n")
            if _runs(without) or (without and position == len(parts) - 1):
                return _Opening(dateline=dateline, position=position, paragraph=without)
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


def _repeats(above: Dateline, opening: Dateline) -> bool:
    """Whether a line above the headline says no more than the text's own dateline does, as some write both."""
    if above.place is None or not opening.has_day:
        return True
    same_day = (above.date, above.day_month) == (opening.date, opening.day_month)
    return same_day and fold(above.place) == fold(opening.place or "")


@dataclass(frozen=True, kw_only=True)
class _Taken:
    """The one dateline that was taken out, and the paragraphs without it."""

    dateline: Dateline | None
    parts: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


def _taken(top: Top, parts: tuple[str, ...], opening: _Opening | None) -> _Taken:
    """Of all that look like a dateline one: what names a day goes before a place alone, the text's before a line's."""
    below = dateline_alone(parts[0].partition("\n")[0]) if parts else None
    if opening and (opening.dateline.has_day or not (top.above or below)):
        rest = (*parts[: opening.position], opening.paragraph, *parts[opening.position + 1 :])
        if top.above is None:
            return _Taken(dateline=opening.dateline, parts=rest)
        template = "“%(words)s” above the headline was left out: the dateline says it already."
        note = Note(template, Topic.PIECE, words=top.above.written)
        piece = Piece(kind=PieceKind.DATELINE, words=top.above.written)
        return _Taken(dateline=opening.dateline, parts=rest, pieces=(piece,), notes=(note,))
    if top.above or below is None:
        return _Taken(dateline=top.above, parts=parts)
    _, _, others = parts[0].partition("\n")
    return _Taken(dateline=below, parts=(*filter(None, [others]), *parts[1:]))


def _about(dateline: Dateline | None, dated: Dateline | None, by_hand: ByHand) -> tuple[Note, ...]:
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
