"""From the bytes an organiser hands us to text, or to the reason why they are none."""

import io
import zipfile
from dataclasses import dataclass

from campaign.lib.refusal import Refusal
from campaign.lib.refusal import marked as _
from campaign.reading.notes import Note
from campaign.reading.older_encodings import read_older
from campaign.reading.word import read_word

LARGEST = 256 * 1024
"""Bytes. A long release has 20 KB; what is larger is another kind of file."""

PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<?xml")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")


LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of any file, pictures in a document included."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Text as it stood in a file, line ends included; and a sentence for what that has lost.

    Lines of a document end where its author ended them; those of plain text may have been wrapped.
    """

    text: str
    notes: tuple[Note, ...] = ()
    is_document: bool = False


def read_file(raw: bytes) -> Source:
    """Text of a Word document (.docx), or of a file in an encoding that can be told.

    Raises Refusal for anything else: other kinds of file, other encodings, too much, nothing.
    """
    if raw.startswith(ARCHIVES) and len(raw) > LARGEST_FILE:
        raise Refusal("reading/large-document", most=LARGEST_FILE // (1024 * 1024))
    if _is_word(raw):
        text, notes = read_word(raw)
        return Source(text=text, notes=notes, is_document=True)
    _refuse_other_kinds(raw)
    if len(raw) > LARGEST:
        raise Refusal("reading/too-large", kilobytes=len(raw) // 1024, most=LARGEST // 1024)
    encoding, text = _as_text(raw)
    _require_words(text)
    if encoding is None:
        return Source(text=text)
    note = Note(_("The file isn't in UTF-8; it was read as %(encoding)s."), encoding=encoding)
    return Source(text=text, notes=(note,))


def decode(raw: bytes) -> str:
    """The text of a file, as `read_file` has it."""
    return read_file(raw).text


def _require_words(text: str) -> None:
    if not "".join(text.split()).strip("\ufeff"):
        raise Refusal("reading/empty")
    if text.lstrip("\ufeff \t\r\n").lower().startswith(HTML_STARTS):
        raise Refusal("reading/web-page")


def _refuse_other_kinds(raw: bytes) -> None:
    if raw.startswith(b"%PDF"):
        raise Refusal("reading/pdf")
    if raw.startswith(b"{\\rtf"):
        raise Refusal("reading/rich-text")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        # Word encrypts a document inside a container of the old kind.
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Refusal("reading/document-with-password")
        raise Refusal("reading/old-word")
    if raw.startswith(PICTURES):
        raise Refusal("reading/picture")
    if raw.startswith(ARCHIVES):
        raise _about_archive(raw)


def _is_word(raw: bytes) -> bool:
    names = _members(raw) if raw.startswith(ARCHIVES) else set()
    return "[Content_Types].xml" in names and any(name.startswith("word/document") for name in names)


def _about_archive(raw: bytes) -> Refusal:
    names = _members(raw)
    if {"mimetype", "content.xml"} <= names:
        return Refusal("reading/open-document")
    if not names and b"word/document" in raw:
        return Refusal("reading/damaged-document")
    return Refusal("reading/archive")


def _members(raw: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return set()


def _as_text(raw: bytes) -> tuple[str | None, str]:
    """The text, and the encoding that it was read in where that isn't Unicode."""
    if raw.startswith(UTF_32):
        raise Refusal("reading/utf-32")
    if raw.startswith(UTF_16):
        try:
            return None, raw.decode("utf-16")
        except UnicodeDecodeError:
            raise Refusal("reading/damaged-utf-16") from None
    if _is_binary(raw):
        raise Refusal("reading/no-text-file")
    try:
        return None, raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if older := read_older(raw):
            return older
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refusal("reading/other-encoding", line=line) from None


def _is_binary(raw: bytes) -> bool:
    # Word's plain text may hold a page break or a vertical tab; a NUL, or many other controls, never.
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in raw)
    return 0 in raw or controls > len(raw) // 50 + 2
