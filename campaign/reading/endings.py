"""How a release ends: an end mark, notes to editors, a line for the press."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from campaign.lib.refusal import marked as _
from campaign.reading.notes import Note, Topic
from campaign.reading.phrases import (
    ADDRESS,
    EDITORS,
    FOR_THE_PRESS,
    FULL_STOP,
    PHONE,
    REACHES_THE_PRESS,
    TELEPHONE,
    is_end_mark,
)
from campaign.reading.pieces import Leaves, Piece, PieceKind, leave
from campaign.reading.wrapping import MARKER

CONTACT_LONGEST = 200
Part = tuple[PieceKind | None, str]
HEADING = re.compile(r"(?:.*[:：]|[^.:]{1,40})\s*")


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The paragraphs that are the release, what was left out, the press address, and why."""

    paragraphs: tuple[str, ...]
    contact: str | None = None
    pieces: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


def read_ending(paragraphs: tuple[str, ...], *, leaves: Leaves = leave) -> Ending:
    """Part the release from what is only for journalists.

    Nothing of that stays in the text: a signed text is kept word for word for good, and a press
    officer's name and number should not be.
    """
    body: list[str] = []
    pieces: list[Piece] = []
    parts = _with_last_lines(list(_kinds(paragraphs)))
    notes_say_something = any(kind == PieceKind.NOTES and not _only_heads(words) for kind, words in parts)
    for kind, paragraph in parts:
        empty = kind == PieceKind.NOTES and not notes_say_something
        if kind is None or (not empty and not leaves(kind, paragraph)):
            body.append(paragraph)
        else:
            pieces.append(Piece(kind=kind, words=paragraph))
    address = ADDRESS.search("\n".join(piece.words for piece in pieces if _holds_contact(piece.words)))
    return Ending(
        paragraphs=tuple(body),
        contact=address[0] if address else None,
        pieces=tuple(pieces),
        notes=tuple(_notes(pieces, address[0] if address else None)),
    )


def _notes(pieces: list[Piece], address: str | None) -> Iterator[Note]:
    behind = [piece for piece in pieces if piece.kind in (PieceKind.NOTES, PieceKind.BEHIND_THE_END)]
    if behind:
        amount = "1 paragraph" if len(behind) == 1 else f"{len(behind)} paragraphs"
        at_the_mark = any(piece.kind == PieceKind.END_MARK for piece in pieces)
        sentence = "at its end mark" if at_the_mark else "before the notes to editors"
        template = "The text ends %(where)s; %(amount)s after it left out."
        yield Note(template, Topic.PIECE, where=sentence, amount=amount)
    if address:
        template = _("%(address)s was read as the address for the press; its lines are not part of the text.")
        yield Note(template, address=address)
    elif any(piece.kind == PieceKind.PRESS for piece in pieces):
        yield Note(_("The line for media inquiries gives no address; it was left out."))


def _kinds(paragraphs: tuple[str, ...]) -> Iterator[Part]:
    """Each paragraph with its kind, None for the release's own; one that an end mark closes comes in two."""
    ended: PieceKind | None = None
    taking = False
    for position, paragraph in enumerate(paragraphs):
        if position == 0:
            yield None, paragraph
            continue
        for part in _parted(paragraph):
            if is_end_mark(part):
                ended, taking = PieceKind.BEHIND_THE_END, False
                yield PieceKind.END_MARK, part
                continue
            if heads_notes(part):
                ended, taking = PieceKind.NOTES, False
            if ended == PieceKind.NOTES:
                yield from _of_notes(part)
                continue
            taking = _is_press_line(part) or (taking and _holds_contact(part))
            yield PieceKind.PRESS if taking and ended is None else ended, part


def _of_notes(paragraph: str) -> Iterator[Part]:
    """A paragraph of notes; its lines that say how somebody is reached are for the press."""
    for reaches, run in groupby(paragraph.split("\n"), key=lambda line: bool(_reaches(line))):
        yield PieceKind.PRESS if reaches else PieceKind.NOTES, "\n".join(run)


def _reaches(line: str) -> bool:
    return _is_press_line(line) or _holds_contact(line)


def _only_heads(paragraph: str) -> bool:
    match = EDITORS.match(paragraph)
    return bool(match and not match["more"])


def _with_last_lines(parts: list[Part]) -> list[Part]:
    """The last paragraphs of the text are for the press too if they only say how somebody is reached."""
    for position in range(len(parts) - 1, 0, -1):
        kind, words = parts[position]
        if kind is None and not re.search(r"[^\W_]", words):
            parts[position] = PieceKind.END_MARK, words
        elif kind is None and _only_reaches(words):
            parts[position] = PieceKind.PRESS, words
        elif kind is None:
            break
    return parts


def _only_reaches(paragraph: str) -> bool:
    """Whether it has an address or a number and no sentence. A footnote or an item belongs to the text."""
    return _holds_contact(paragraph) and not FULL_STOP.search(paragraph) and not MARKER.match(paragraph)


def _parted(paragraph: str) -> Iterator[str]:
    """A paragraph, with an end mark on its first or last line apart from it."""
    first, _, others = paragraph.partition("\n")
    if others and is_end_mark(first):
        yield from (first, others)
        return
    before, _, last = paragraph.rpartition("\n")
    yield from (before, last) if before and is_end_mark(last) else (paragraph,)


def heads_notes(paragraph: str) -> bool:
    """Whether notes to editors begin with it."""
    match = EDITORS.match(paragraph)
    if not match:
        return False
    return not match["more"] or paragraph[: match.start("more")].rstrip(" ").endswith((":", "：", "\n"))


def _is_press_line(paragraph: str) -> bool:
    if len(paragraph) > CONTACT_LONGEST:
        return False
    if TELEPHONE.match(paragraph) and PHONE.search(paragraph):
        return True
    if _holds_contact(paragraph) and (REACHES_THE_PRESS.match(paragraph) or _is_a_card(paragraph)):
        return True
    return bool(FOR_THE_PRESS.match(paragraph)) and (
        _holds_contact(paragraph) or bool(HEADING.fullmatch(paragraph))
    )


def _is_a_card(paragraph: str) -> bool:
    """Whether it gives a number and an address, and says nothing: how one person is reached."""
    return bool(ADDRESS.search(paragraph) and PHONE.search(paragraph)) and _only_reaches(paragraph)


def _holds_contact(paragraph: str) -> bool:
    return len(paragraph) <= CONTACT_LONGEST and bool(ADDRESS.search(paragraph) or PHONE.search(paragraph))
