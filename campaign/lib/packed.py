"""A zip archive that somebody gave, looked at before anything parses it: how much is in it, and that its XML is plain.

Word and Excel files are such archives.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

RATIO_FROM = 1024 * 1024
"""Bytes up to which a member may be packed as tightly as it likes."""
MOST_RATIO = 100
CHUNK = 64 * 1024
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"^[^<]*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
OPENING = re.compile(rb"^[^<]*<\?xml\s[^>]{,150}\?>", re.IGNORECASE)
ENCODINGS = (b"utf-8", b"utf8", b"us-ascii")


class Fault(StrEnum):
    """Why an archive is not read."""

    DAMAGED = "damaged"
    PASSWORD = "password"  # nosec B105 # noqa: S105 - the name of a fault
    MANY_PARTS = "many parts"
    TOO_MUCH = "too much"
    DECLARES = "declares"


@dataclass(eq=False)
class Unreadable(Exception):
    """An archive that is more, or other, than office programs write. `parts` is how many members it has."""

    fault: Fault
    parts: int = 0


def look_into(raw: bytes, *, most_parts: int, most_bytes: int) -> None:
    """Unpack every member piece by piece, and keep none. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > most_parts:
                raise Unreadable(Fault.MANY_PARTS, len(members))
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable(Fault.PASSWORD)
            left = most_bytes
            for member in members:
                left -= _unpacked(archive, member, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError):
        raise Unreadable(Fault.DAMAGED) from None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a member unpacks to, read piece by piece: what its entry says may be a lie."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(Fault.DAMAGED)
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, before = 0, b""
    with archive.open(member) as opened:
        while chunk := opened.read(CHUNK):
            size += len(chunk)
            packed_tightly = size > RATIO_FROM and size > MOST_RATIO * max(member.compress_size, 1)
            if size > most or packed_tightly:
                raise Unreadable(Fault.TOO_MUCH)
            if is_xml:
                _require_plain_xml(before + chunk, is_start=size == len(chunk))
                before = chunk[-32:]
    return size


def _require_plain_xml(chunk: bytes, *, is_start: bool) -> None:
    """Raises Unreadable for XML that declares anything, or is written so that a declaration can't be looked for."""
    if is_start:
        start = chunk[:200]
        declared, is_drawn_out = ENCODING.match(start), b"<?xml" in start and not OPENING.match(start)
        if b"\x00" in start or is_drawn_out or (declared and declared[1].lower() not in ENCODINGS):
            raise Unreadable(Fault.DECLARES)
    if DECLARES.search(chunk):
        raise Unreadable(Fault.DECLARES)
