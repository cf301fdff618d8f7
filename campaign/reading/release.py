"""A press release as groups write and paste it, read into its parts. Nothing missing is made up."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import partial

from campaign.lib.refusal import Refusal
from campaign.reading.by_hand import NOTHING, ByHand
from campaign.reading.cleaning import clean
from campaign.reading.debris import Swept, sweep
from campaign.reading.endings import Ending, read_ending
from campaign.reading.files import LARGEST
from campaign.reading.headline import Headline, read_headline
from campaign.reading.notes import Note, Topic
from campaign.reading.pieces import Keep, Lines, Piece, PieceKind, stays
from campaign.reading.taken_dateline import Taken, notes_of_day, opening_of, repeats, take_dateline
from campaign.reading.top import Top, read_top
from campaign.reading.wrapping import paragraphs


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


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """A text with everything named, before the day and the place are decided."""

    top: Top
    headline: Headline
    taken: Taken
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
        notes=(*named, *notes_of_day(taken.dateline, dated, by_hand), *ending.notes),
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
    opening = opening_of(parts)
    if top.above and top.otherwise and opening and not repeats(top.above, opening.dateline):
        # Of two days the first stands where a headline does: "Aleppo, 24 September 2016".
        top = top.otherwise
        headline = read_headline(top, by_hand=by_hand.headline, leaves=leaves)
        parts = paragraphs("\n".join(headline.below), is_wrapped=is_wrapped)
        opening = opening_of(parts)
    taken = take_dateline(top, parts, opening)
    return _Parts(top=top, headline=headline, taken=taken, ending=read_ending(taken.parts, leaves=leaves))


def _leaves(lines: Lines, keep: Keep, kind: PieceKind, words: str) -> bool:
    if kind == PieceKind.NOTES:
        return False  # a page shows them as notes
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
    PieceKind.MAIL_FOOTER: "What mailing lists or offices add to a mail was left out.",
    PieceKind.ADDRESSES: "A line of mail addresses was left out.",
    PieceKind.PICTURE: "A placeholder for a picture was left out.",
    PieceKind.PAGE_NUMBER: "Page numbers were left out.",
}
