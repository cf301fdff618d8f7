"""Opening a sealed list on an organiser's own computer: a stream, on all processors, in the order of the file. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from campaign.lib.processes import Ended, in_order
from campaign.lists.files import Row, aside, kind_of, row_of
from campaign.lists.sealed_format import BLOCK, BadList, Frame, SealedLine, blocks, changed, read_frame
from campaign.signing.records import Record
from campaign.vault.envelope import Unreadable, open_with

Progress = Callable[[int], None]
FIRST = 2  # the line after the header
MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Opener:
    """What each process needs to know: whose list, which kind of file to shape rows for, and the keys, as text."""

    path: Path
    slug: str
    out: Path
    secrets: tuple[str, ...]

    def piece(self, number: int, block: bytes) -> tuple[int, Any]:
        """(how many, a piece of the file to write) of whole lines, the first of which is line `number`."""
        identities = [Identity.from_str(secret) for secret in self.secrets]
        lines = enumerate(block.split(b"\n")[:-1], number)
        rows = [self._row(line, n, identities) for n, line in lines]
        return len(rows), kind_of(self.out).shaped(rows)

    def _row(self, line: bytes, number: int, identities: Sequence[Identity]) -> Row:
        given = Line(self.path, number, line)
        record = given.opened(self.slug, identities)
        return row_of(
            record,
            day=(given.known.hour or "")[:10],
            language=given.known.language,
            wants_updates=given.known.wants_updates,
        )


class Line:
    """One line of the file at `path`, and what the server knew of it. Raises BadList, never with what it holds."""

    def __init__(self, path: Path, number: int, line: bytes) -> None:
        self.path, self.number = path, number
        try:
            self.known = SealedLine.read(line)
        except MISSHAPEN:
            raise changed(path, number) from None

    def opened(self, slug: str, identities: Sequence[Identity]) -> Record:
        """What the signer of this campaign gave. Raises BadList."""
        record = self._record(identities)
        if record.campaign != slug:
            raise BadList(
                f"Line {self.number:,} of {self.path} belongs to another campaign. Someone put it there."
            )
        return record

    def _record(self, identities: Sequence[Identity]) -> Record:
        given = self.known
        try:
            record = Record.unpacked(
                open_with(given.sealed, record_id=given.record_id, identities=identities)
            )
            for text in vars(record).values():
                text.encode()  # anyone can seal anything to a holder, numbers and half characters too
            return record
        except Unreadable as problem:
            raise BadList(f"{self._why(problem)} Nothing was written.") from None
        except MISSHAPEN:
            raise BadList(
                f"Line {self.number:,} of {self.path} holds a record that this version of the program doesn't know. "
                "Install the server's version. Nothing was written."
            ) from None

    def _why(self, problem: Unreadable) -> str:
        number = self.number
        if problem.args[0].startswith("not the record"):
            return (
                f"Line {number:,} of {self.path} holds another record than it says. Someone changed the file."
            )
        if number == FIRST:
            return f"This key doesn't open {self.path}: it was sealed to others, or its first record was changed."
        return f"Line {number:,} of {self.path} can't be opened with this key: it was sealed to others, or changed."


def unseal(
    *, path: Path, out: Path, identities: Sequence[Identity], frame: Frame, progress: Progress, processes: int
) -> int:
    """Write the opened list to `out`, once it is whole; returns how many signers it has. Replaces no file.

    `progress` is told how many more were opened. Memory stays flat. Raises BadList, CannotWrite.
    """
    opener = Opener(path, frame.header.slug, out, tuple(map(str, identities)))
    total = 0

    def opened() -> Iterator[Any]:
        nonlocal total
        several = processes if frame.end - frame.start > BLOCK else 1
        for count, piece in in_order(opener.piece, blocks(path, frame), processes=several):
            total += count
            progress(count)
            yield piece

    try:
        with aside(out) as part:
            kind_of(out).write(part, opened())
    except Ended:
        raise BadList("This computer ended a part of the program, perhaps for want of memory.") from None
    return total


def frame_of(path: Path) -> Frame:
    """As read_frame; a file that can't be read is a BadList too."""
    try:
        return read_frame(path)
    except OSError as problem:
        raise BadList(f"{path} can't be read: {problem.strerror}.") from None
