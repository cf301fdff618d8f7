"""Opening a sealed list on an organiser's own computer: a stream, on all processors, in the order of the file.

Without Flask and SQLAlchemy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from campaign.lib.out_files import out_file
from campaign.lib.processes import in_order
from campaign.lib.progress import Progress
from campaign.lib.refusal import Refusal
from campaign.lists.files import Row, kind_of, row_of
from campaign.lists.sealed_format import BLOCK, Frame, SealedLine, Span, damaged, lines_of, read_frame, spans
from campaign.signing.records import Record
from campaign.vault import envelope
from campaign.vault.envelope import NotToUs, Unreadable

FIRST = 2  # the line after the header
MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Opener:
    """What each process needs to know: whose list, which kind of file to shape rows for, and the keys, as text."""

    path: Path
    slug: str
    out: Path
    secrets: tuple[str, ...]

    def piece(self, span: Span) -> tuple[int, Any]:
        """(how many, a piece of the file to write) of some lines, which each process reads for itself."""
        opener = envelope.Opener([Identity.from_str(secret) for secret in self.secrets])
        lines = enumerate(lines_of(self.path, span), span.number)
        rows = [self._row(line, number, opener) for number, line in lines]
        return len(rows), kind_of(self.out).shaped(rows, before=span.number - FIRST)

    def _row(self, line: bytes, number: int, opener: envelope.Opener) -> Row:
        parsed = Line(self.path, number, line)
        record = parsed.opened(self.slug, opener)
        return row_of(
            record,
            day=(parsed.known.hour or "")[:10],
            language=parsed.known.language,
            wants_updates=parsed.known.wants_updates,
            index=parsed.known.index,
        )


class Line:
    """One line of the file at `path`, and what the server knew of it. Raises Refusal, never with what it holds."""

    def __init__(self, path: Path, number: int, line: bytes) -> None:
        self.path, self.number = path, number
        try:
            self.known = SealedLine.read(line)
        except MISSHAPEN:
            raise damaged(path, number) from None

    def opened(self, slug: str, opener: envelope.Opener) -> Record:
        """What the signer of this campaign gave. Raises Refusal."""
        record = self._record(opener)
        if record.campaign != slug:
            raise Refusal("lists/line-of-another-campaign", number=self.number, path=self.path)
        return record

    def _record(self, opener: envelope.Opener) -> Record:
        try:
            record = Record.unpacked(opener.opened(self.known.sealed, record_id=self.known.record_id))
            "".join(
                vars(record).values()
            ).encode()  # anyone can seal anything, numbers and half characters too
            return record
        except NotToUs:
            if self.number == FIRST:
                raise Refusal("lists/list-not-opened", path=self.path) from None
            raise Refusal("lists/line-not-opened", number=self.number, path=self.path) from None
        except Unreadable:
            raise Refusal("lists/line-of-another-record", number=self.number, path=self.path) from None
        except MISSHAPEN:
            raise Refusal("lists/line-of-another-version", number=self.number, path=self.path) from None


def unseal(
    *, path: Path, out: Path, identities: Sequence[Identity], frame: Frame, progress: Progress, processes: int
) -> int:
    """Write the opened list to `out`, once it is whole; returns how many signers it has. Replaces no file.

    `progress` is told how many more were opened. Memory stays flat. Raises Refusal.
    """
    opener = Opener(path, frame.header.slug, out, tuple(map(str, identities)))
    total = 0

    def opened() -> Iterator[Any]:
        nonlocal total
        several = processes if frame.end - frame.start > BLOCK else 1
        calls = ((span,) for span in spans(path, frame))
        for count, piece in in_order(opener.piece, calls, processes=several):
            total += count
            progress(count)
            yield piece

    with out_file(out) as part:
        kind_of(out).write(part, opened())
    return total


def frame_of(path: Path) -> Frame:
    """As read_frame; a file that can't be read is a Refusal too."""
    try:
        return read_frame(path)
    except OSError as problem:
        raise Refusal("lists/unread", path=path, says=problem.strerror) from None
