"""A list that is still sealed, as a file: JSON Lines, described in docs/sealed-lists.md. Without Flask and SQLAlchemy.

A header, a line for each signature, and a last line with their number and the SHA-256 of all bytes before it.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from campaign.lib.refusal import Refusal
from campaign.signing.record_words import WORDS

HEADER = "campaign/sealed/v1"
BLOCK = 1_000_000  # bytes read at a time
LONGEST_LINE = 4_000_000
LONGEST_END = 200
OPTIONAL = ("unsubscribe", "removed", "page")


@dataclass(frozen=True)
class Header:
    """Whose list it is: the campaign, the hashes of its texts, the day it was written, and whom to ask.

    `harm` is whether having signed could harm somebody; it is assumed where a file doesn't rule it out. A page that
    comes from a server doesn't open such a list. `paper` is whether it is of those who signed on paper.
    """

    slug: str
    texts: list[str]
    day: str
    contact: str | None
    harm: bool = True
    paper: bool = False

    def written(self) -> bytes:
        """The line, with its end."""
        fields = {
            **vars(self),
            "words": WORDS.decode(),
        }  # so that the file can be opened without this program
        if self.harm:
            del fields["harm"]
        if not self.paper:
            del fields["paper"]
        return _line({HEADER: fields})


@dataclass(frozen=True)
class SealedLine:
    """What the server knows of one signature, and its age file. `index` is its place in the log, if it has one yet.

    `unsubscribe` is the address that ends updates to her, if she gets any. In a list of those that organisers took out
    of the count, `removed` is why, and `page` the campaign's address in her language.
    """

    record_id: bytes
    country: str
    language: str | None
    hour: str | None
    wants_updates: bool
    text: str
    index: int | None
    unsubscribe: str | None = field(default=None, kw_only=True)
    removed: str | None = field(default=None, kw_only=True)
    page: str | None = field(default=None, kw_only=True)
    sealed: bytes

    def written(self) -> bytes:
        """The line, with its end."""
        fields = {"record": self.record_id.hex(), **vars(self)}
        fields["sealed"] = base64.b64encode(self.sealed).decode()
        del fields["record_id"]
        for name in OPTIONAL:
            if fields[name] is None:
                del fields[name]
        return _line(fields)

    @classmethod
    def read(cls, line: bytes) -> "SealedLine":
        """What `written` made. Raises ValueError, KeyError, TypeError, AttributeError or RecursionError otherwise."""
        fields = json.loads(line.decode())
        fields["record_id"] = bytes.fromhex(fields["record"])
        fields["sealed"] = base64.b64decode(fields["sealed"], validate=True)
        for name in ("language", "hour"):
            (fields[name] or "").encode()
        if not isinstance(fields["wants_updates"], bool):
            raise TypeError("wants_updates is true or false")
        if fields["index"] is not None and (type(fields["index"]) is not int or fields["index"] < 0):
            raise TypeError("index is a place in the log, or null")
        for name in OPTIONAL:
            fields.setdefault(name, None)
        # The constructor of what is frozen sets field by field, which takes as long as parsing them does.
        read = cls.__new__(cls)
        vars(read).update({name: fields[name] for name in cls.__dataclass_fields__})
        return read


@dataclass(frozen=True)
class Frame:
    """A file whose first and last line are there: lines of signatures lie from byte `start` to before byte `end`."""

    header: Header
    count: int
    sha256: str
    start: int
    end: int


class Span(NamedTuple):
    """Whole lines of a file: the number of the first one, where they lie, and by what the file is known again."""

    number: int
    start: int
    length: int
    state: tuple[int, ...]


def write_sealed(path: Path, *, header: Header, lines: Iterable[SealedLine]) -> int:
    """The whole file; returns how many signatures it has."""
    count = -2  # header and last line
    with path.open("wb") as file:
        for piece in pieces_of_list(header=header, lines=lines):
            file.write(piece)
            count += 1
    return count


def pieces_of_list(*, header: Header, lines: Iterable[SealedLine]) -> Iterator[bytes]:
    """Every line of the file, its end included."""
    digest, count = hashlib.sha256(), 0
    first = header.written()
    digest.update(first)
    yield first
    for line in lines:
        written = line.written()
        digest.update(written)
        yield written
        count += 1
    yield _line({"end": count, "sha256": digest.hexdigest()})


def read_frame(path: Path) -> Frame:
    """First and last line. Raises Refusal for a file that isn't one, or that was cut. Raises OSError."""
    with path.open("rb") as file:
        first = file.readline(LONGEST_LINE)
        header = _header(first)
        if header is None:
            raise Refusal("lists/no-list", path=path)
        length = file.seek(0, os.SEEK_END)
        file.seek(max(len(first), length - LONGEST_END))
        tail = file.read()
    body = tail[: tail[:-1].rfind(b"\n") + 1]
    ending = _ending(tail[len(body) :])
    if ending is None:
        raise Refusal("lists/list-cut", path=path)
    return Frame(header, *ending, start=len(first), end=length - len(tail) + len(body))


def blocks(path: Path, frame: Frame) -> Iterator[tuple[int, bytes]]:
    """(number of its first line, whole lines) of about BLOCK bytes, in order, counted and hashed on the way.

    Raises Refusal after the last one if the file isn't what its last line says.
    """
    for span, block in _spanned(path, frame):
        yield span.number, block


def spans(path: Path, frame: Frame) -> Iterator[Span]:
    """Where these lines lie, for a process that reads them by itself; counted, hashed and refused as `blocks` are."""
    for span, _ in _spanned(path, frame):
        yield span


def lines_of(path: Path, span: Span) -> list[bytes]:
    """The lines, without their ends. Raises Refusal if the file isn't the one any more that was counted and hashed."""
    with path.open("rb") as file:
        if _state(file) != span.state:
            raise Refusal("lists/list-changed", path=path)
        file.seek(span.start)
        return file.read(span.length).split(b"\n")[:-1]


def _state(file: BinaryIO) -> tuple[int, ...]:
    stat = os.fstat(file.fileno())
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _spanned(path: Path, frame: Frame) -> Iterator[tuple[Span, bytes]]:
    digest, number = hashlib.sha256(), 2
    with path.open("rb") as file:
        state = _state(file)
        digest.update(file.read(frame.start))
        while (left := frame.end - (start := file.tell())) > 0:
            block = file.read(min(BLOCK, left))
            if file.tell() < frame.end:
                block += file.readline(min(LONGEST_LINE, frame.end - file.tell()))
            if not block.endswith(b"\n"):
                raise damaged(path, number)
            digest.update(block)
            yield Span(number, start, len(block), state), block
            number += block.count(b"\n")
    if (number - 2, digest.hexdigest()) != (frame.count, frame.sha256):
        raise Refusal("lists/list-changed", path=path)


def damaged(path: Path, number: int) -> Refusal:
    """Of a line that can't be one of ours."""
    return Refusal("lists/line-damaged", path=path, number=number)


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _header(line: bytes) -> Header | None:
    try:
        fields = json.loads(line)[HEADER]
        fields["harm"] = fields.get("harm") is not False
        fields["paper"] = fields.get("paper") is True
        header = Header(**{name: fields[name] for name in Header.__dataclass_fields__})
        # Both go to a terminal, and the file may come from anywhere.
        return header if header.slug.isprintable() and header.day.isprintable() else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _ending(line: bytes) -> tuple[int, str] | None:
    try:
        ending = json.loads(line)
        count, digest = ending["end"], ending["sha256"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    whole = line.endswith(b"\n") and type(count) is int and type(digest) is str
    return (count, digest) if whole else None
