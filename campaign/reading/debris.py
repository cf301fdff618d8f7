"""What mail programs and word processors leave around a release: named, taken out, or kept where somebody says so.

Pure: text in, text and pieces out. Nothing is taken out that isn't a piece.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from campaign.reading import mail
from campaign.reading.mail_frames import Line, frame_at
from campaign.reading.pieces import Keep, Piece, PieceKind, squeeze, stays
from campaign.reading.wrapping import MARKER

QUOTED_AT_LEAST = 2
NOTE_LINES = 8
NAME_WORDS = 4


@dataclass(frozen=True, kw_only=True)
class Swept:
    """The lines that are left, each with its number in the pasted text, and what was taken out, in order."""

    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


def sweep(text: str, *, keep: Keep = frozenset()) -> Swept:
    """Take debris out of a clean text (NFC, LF, trimmed lines)."""
    lines, quoted = _unquoted(list(enumerate(text.split("\n"), start=1)), keep)
    lines, chatted = _unsaid(lines, keep)
    kinds = _Kinds(lines)
    pieces = [piece for piece in _pieces(lines, kinds.of_line) if not stays(piece, keep)]
    gone = {number for piece in pieces for number in range(piece.first, piece.last + 1)}
    left = tuple(line for line in lines if line[0] not in gone)
    return Swept(lines=left, pieces=(*quoted, *chatted, *pieces))


def _unquoted(lines: list[Line], keep: Keep) -> tuple[list[Line], tuple[Piece, ...]]:
    """The lines without the ">" that stand for a mail that was answered, where several lines have it."""
    marked = [number for number, line in lines if mail.QUOTED.match(line)]
    mark, sign = mail.QUOTED, ">"
    if len(marked) < QUOTED_AT_LEAST:
        marked = [number for number, line in lines if mail.PIPED.match(line)]
        mark, sign = mail.PIPED, "|"
        if len(marked) < QUOTED_AT_LEAST or len(marked) != marked[-1] - marked[0] + 1:
            return lines, ()
    piece = Piece(kind=PieceKind.QUOTE_MARKS, words=sign, first=marked[0], last=marked[-1])
    # A line number keeps what stands there; the marks are one piece over many lines and go by their kind.
    if PieceKind.QUOTE_MARKS in keep:
        return lines, ()
    return [(number, _without(mark, line)) for number, line in lines], (piece,)


def _unsaid(lines: list[Line], keep: Keep) -> tuple[list[Line], tuple[Piece, ...]]:
    """The lines without the day, the hour and the name that a chat program copies along before each message."""
    said = (
        Piece(kind=PieceKind.MAIL_HEADER, words=match[0].strip(), first=number, last=number)
        for number, line in lines
        if (match := mail.SAID_IN_A_CHAT.match(line))
    )
    pieces = tuple(piece for piece in said if not stays(piece, keep))
    taken = {piece.first for piece in pieces}
    left = [
        (number, _without(mail.SAID_IN_A_CHAT, line) if number in taken else line) for number, line in lines
    ]
    return left, pieces


def _without(mark: re.Pattern[str], line: str) -> str:
    match = mark.match(line)
    return line[match.end() :].strip() if match else line


def _pieces(lines: list[Line], kinds: dict[int, PieceKind]) -> Iterator[Piece]:
    """Neighbouring lines of one kind are one piece; blank lines between them don't part them."""
    run: list[Line] = []
    for number, line in lines:
        if not line:
            continue
        kind = kinds.get(number)
        if run and kind != kinds[run[0][0]]:
            yield _piece(run, kinds)
            run = []
        if kind is not None:
            run.append((number, line))
    if run:
        yield _piece(run, kinds)


def _piece(run: list[Line], kinds: dict[int, PieceKind]) -> Piece:
    return Piece(
        kind=kinds[run[0][0]], words="\n".join(line for _, line in run), first=run[0][0], last=run[-1][0]
    )


class _Kinds:
    """Finds the kind of each line that is debris. A mail's own frame goes first: it tells where the release is."""

    def __init__(self, lines: list[Line]) -> None:
        self.of_line: dict[int, PieceKind] = {}
        self._lines = [(number, _bare(line)) for number, line in lines if line]
        self._frames()
        self._anywhere()
        self._top()
        self._bottom()

    def _mark(self, kind: PieceKind, lines: list[Line]) -> None:
        for number, _ in lines:
            self.of_line.setdefault(number, kind)

    def _left(self) -> list[Line]:
        return [line for line in self._lines if line[0] not in self.of_line]

    def _frames(self) -> None:
        """Headers, lines of forwarding and answering; and, beside the longest part between them, the other parts."""
        parts: list[list[Line]] = [[]]
        position = 0
        while position < len(self._lines):
            kind, length = frame_at(self._lines, position)
            if kind is None:
                parts[-1].append(self._lines[position])
            else:
                self._mark(kind, self._lines[position : position + length])
                parts.append([])
            position += length
        longest = max(parts, key=_weighs)
        for part in parts:
            if part is not longest:
                self._mark(PieceKind.COVERING_NOTE, part)

    def _anywhere(self) -> None:
        for line in self._left():
            for kind, pattern in WHOLE_LINES:
                if pattern.fullmatch(line[1]):
                    self._mark(kind, [line])

    def _top(self) -> None:
        """A greeting where the headline would be, and what was written below it about the release."""
        if note := _signed_note(self._left()):
            self._mark(PieceKind.COVERING_NOTE, note)
        is_greeted = False
        left = self._left()
        for line, below in zip_longest(left, left[1:], fillvalue=(0, "")):
            if _greets(line[1]):
                is_greeted = True
                self._mark(PieceKind.GREETING, [line])
            elif _covers(line[1], is_greeted=is_greeted) or (is_greeted and _leads_to(line[1], below[1])):
                self._mark(PieceKind.COVERING_NOTE, [line])
            else:
                return

    def _bottom(self) -> None:
        """What lists and offices put under a mail, and above it a signature: from where it begins to the end."""
        left = self._left()
        above, total = 0, _weighs(left)
        for position, line in enumerate(left):
            if 2 * above > total and mail.FOOTER.match(line[1]):
                self._mark(PieceKind.MAIL_FOOTER, left[position:])
                break
            above += _weighs([line])
        left = self._left()
        for position in range(max(1, len(left) - mail.SIGNATURE_LINES), len(left)):
            if _signs(left[position][1], left[position:]):
                self._mark(PieceKind.SIGNATURE, left[position:])
                return


WHOLE_LINES = (
    (PieceKind.SIGNATURE, mail.DEVICE),
    (PieceKind.PAGE_NUMBER, mail.PAGE_NUMBER),
    (PieceKind.PICTURE, mail.PICTURE),
    (PieceKind.ADDRESSES, mail.SEVERAL_ADDRESSES),
    (PieceKind.MAIL_FOOTER, mail.BANNER),
)


def _bare(line: str) -> str:
    """A line without the marks that emphasise all of it or its beginning: *From:* Rami."""
    return re.sub(r"^(\*{1,3})(.+?)\1", r"\2", line).strip()


def _weighs(lines: list[Line]) -> int:
    """How many characters lines have, blanks aside."""
    return sum(len(squeeze(line)) for _, line in lines)


def _signed_note(left: list[Line]) -> list[Line]:
    """A note that begins with a greeting and ends, a few lines below, with a farewell and perhaps a name."""
    if not left or not _greets(left[0][1]):
        return []
    for position, (number, line) in enumerate(left[1:NOTE_LINES], start=1):
        if mail.SIGNED_OFF.fullmatch(line):
            below = left[position + 1] if position + 1 < len(left) else (0, "")
            is_name = below[0] == number + 1 and len(below[1].split()) <= NAME_WORDS
            return left[: position + 1 + is_name]
    return []


def _greets(line: str) -> bool:
    match = mail.GREETING.match(line)
    if not match:
        return False
    if mail.COVERING.search(line) and len(line) <= mail.COVERING_LONGEST:
        return True
    is_one_line = len(line) <= mail.GREETING_LONGEST and bool(mail.GREETED.fullmatch(line))
    return is_one_line and line[-1] in ",،，:：!！"


def _covers(line: str, *, is_greeted: bool) -> bool:
    """Whether a sentence says that a release is below; without a greeting above it, in its first words."""
    match = mail.COVERING.search(line)
    if not match or len(line) > mail.COVERING_LONGEST:
        return False
    return is_greeted or (match.start() == 0 and line[-1] in ".:!。：！")


def _leads_to(line: str, below: str) -> bool:
    """Whether what was written around a release says that it comes now: "here is the final version:"."""
    return len(line) <= mail.GREETING_LONGEST and line[-1] in ":：" and not MARKER.match(below)


def _signs(line: str, behind: list[Line]) -> bool:
    """Whether a signature begins here: only short lines are left, and the first is a mark or a farewell."""
    few = all(len(text) <= mail.SIGNATURE_WIDEST for _, text in behind)
    if mail.MARK_OF_A_SIGNATURE.fullmatch(line):
        return few and (line == "--" or len(behind) > 1)
    return few and len(behind) > 1 and bool(mail.SIGNED_OFF.fullmatch(line))
