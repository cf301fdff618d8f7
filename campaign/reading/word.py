"""A Word document (.docx) as text: looked at as an archive first, then read by mammoth in a process of its own."""

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaign.lib.refusal import Refusal
from campaign.lib.refusal import marked as _
from campaign.reading.notes import Note
from campaign.reading.word_html import Plain, plain

MOST_MEMBERS = 200
MOST_UNPACKED = 30 * 1024 * 1024
MOST_RATIO = 100
RATIO_FROM = 1024 * 1024
"""Bytes up to which a member may be packed as tightly as it likes."""
SECONDS = 10
PROGRAM = Path(__file__).with_name("word_process.py")
OUT_OF_MEMORY = 3

DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"^[^<]*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
ENCODINGS = (b"utf-8", b"utf8", b"us-ascii")
CHUNK = 64 * 1024


def read_word(raw: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of a document, and a sentence for each kind of thing that it has lost. Raises Refusal."""
    _look_into(raw)
    answer = _asked(raw)
    read = plain(answer["html"])
    if not read.text.strip() and not answer["words"]:
        raise Refusal("reading/empty")
    return read.text, tuple(_notes(read, answer))


def _look_into(raw: bytes) -> None:
    """Raises Refusal for an archive that is more than Word writes, before anything parses it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise Refusal("reading/document-of-many-parts", parts=len(members), most=MOST_MEMBERS)
            if any(member.flag_bits & 1 for member in members):
                raise Refusal("reading/document-with-password")
            left = MOST_UNPACKED
            for member in members:
                left -= _unpacked(archive, member, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError):
        raise Refusal("reading/damaged-document") from None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a member unpacks to, read piece by piece: what its entry says may be a lie."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refusal("reading/damaged-document")
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, before = 0, b""
    with archive.open(member) as opened:
        while chunk := opened.read(CHUNK):
            size += len(chunk)
            packed_tightly = size > RATIO_FROM and size > MOST_RATIO * max(member.compress_size, 1)
            if size > most or packed_tightly:
                raise Refusal("reading/document-unpacks-to-much", most=MOST_UNPACKED // (1024 * 1024))
            if is_xml:
                _require_plain_xml(before + chunk, is_start=size == len(chunk))
                before = chunk[-32:]
    return size


def _require_plain_xml(chunk: bytes, *, is_start: bool) -> None:
    """Raises Refusal for XML that declares anything, or that is written so that a declaration can't be looked for."""
    if is_start:
        declared = ENCODING.match(chunk[:200])
        if b"\x00" in chunk[:200] or (declared and declared[1].lower() not in ENCODINGS):
            raise Refusal("reading/document-with-declarations")
    if DECLARES.search(chunk):
        raise Refusal("reading/document-with-declarations")


def _asked(raw: bytes) -> dict[str, Any]:
    """What the process answers. It is isolated from our code, our settings and the environment."""
    try:
        process = subprocess.run(
            [sys.executable, "-I", str(PROGRAM)], input=raw, capture_output=True, timeout=SECONDS, env={}, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refusal("reading/document-takes-too-much") from None
    if process.returncode == OUT_OF_MEMORY or process.returncode < 0:
        raise Refusal("reading/document-takes-too-much")
    try:
        answer: dict[str, Any] = json.loads(process.stdout)
    except ValueError:
        raise Refusal("reading/damaged-document") from None
    return answer


def _notes(read: Plain, answer: dict[str, Any]) -> Iterator[Note]:
    for count, one, many in (
        (read.pictures, _("A picture was left out."), _("%(count)s pictures were left out.")),
        (answer["diagrams"], _("A diagram was left out."), _("%(count)s diagrams were left out.")),
        (read.tables, _("A table became lines of text."), _("%(count)s tables became lines of text.")),
        (
            answer["insertions"] + answer["deletions"],
            _("A tracked change was taken as accepted."),
            _("%(count)s tracked changes were taken as accepted."),
        ),
        (answer["comments"], _("A comment was left out."), _("%(count)s comments were left out.")),
        (
            read.links,
            _("A link that leads neither to the web nor to a mail address was removed from its words."),
            _(
                "%(count)s links that lead neither to the web nor to a mail address were taken off their words."
            ),
        ),
    ):
        if count:
            yield Note(one) if count == 1 else Note(many, count=count)
    for words in answer["margins"]:
        yield Note(_("“%(words)s” at the edge of the page was left out."), words=words)
    for words in answer["words"]:
        template = _(
            "“%(words)s” could not be read where it was, for example in a text box, and was left out."
        )
        yield Note(template, words=words)
