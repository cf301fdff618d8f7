"""From the bytes an organiser hands us to text, or to the reason why they are none."""

import io
import zipfile

from campaign.lib.refusal import Refusal

LARGEST = 256 * 1024
"""Bytes. A long release has 20 KB; what is larger is another kind of file."""

PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<?xml")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")


def decode(raw: bytes) -> str:
    """Text of a file in UTF-8 (with or without BOM) or UTF-16 (with BOM), line ends as they stand.

    Raises Refusal for anything else: other kinds of file, other encodings, too much, nothing.
    """
    _refuse_other_kinds(raw)
    if len(raw) > LARGEST:
        raise Refusal("releases/too-large", kilobytes=len(raw) // 1024, most=LARGEST // 1024)
    text = _as_text(raw)
    if not "".join(text.split()).strip("\ufeff"):
        raise Refusal("releases/empty")
    if text.lstrip("\ufeff \t\r\n").lower().startswith(HTML_STARTS):
        raise Refusal("releases/web-page")
    return text


def _refuse_other_kinds(raw: bytes) -> None:
    if raw.startswith(b"%PDF"):
        raise Refusal("releases/pdf")
    if raw.startswith(b"{\\rtf"):
        raise Refusal("releases/rich-text")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("releases/old-word")
    if raw.startswith(PICTURES):
        raise Refusal("releases/picture")
    if raw.startswith(ARCHIVES):
        raise _about_archive(raw)


def _about_archive(raw: bytes) -> Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        names = set()
    if "word/document.xml" in names:
        return Refusal("releases/word")
    if {"mimetype", "content.xml"} <= names:
        return Refusal("releases/open-document")
    return Refusal("releases/archive")


def _as_text(raw: bytes) -> str:
    if raw.startswith(UTF_32):
        raise Refusal("releases/utf-32")
    if raw.startswith(UTF_16):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise Refusal("releases/damaged-utf-16") from None
    if _is_binary(raw):
        raise Refusal("releases/no-text-file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refusal("releases/other-encoding", line=line) from None


def _is_binary(raw: bytes) -> bool:
    # Word's plain text may hold a page break or a vertical tab; a NUL, or many other controls, never.
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in raw)
    return 0 in raw or controls > len(raw) // 50 + 2
