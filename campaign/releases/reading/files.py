"""From the bytes an organiser hands us to text, or to a sentence that says what to do."""

import io
import zipfile

from campaign.lib.refusal import Refusal

LARGEST = 256 * 1024
"""Bytes. A long release has 20 KB; what is larger is another kind of file."""

PASTE = "Open it, select everything, copy, and paste it with: campaign publish -"

PICTURE = "This is a picture. The release is needed as text: copy it from where it was written."

SIGNATURES = (
    (b"%PDF", f"This is a PDF. {PASTE}"),
    (b"{\\rtf", "This is a rich text file (RTF). Save it again as plain text (.txt, UTF-8)."),
    (b"\xd0\xcf\x11\xe0", "This is an old Word document. In Word, save it as plain text (.txt, UTF-8)."),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
)
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<?xml")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")


class Unreadable(Refusal):
    """The file or text is no release; the message is a sentence for whoever gave it."""


def decode(raw: bytes) -> str:
    """Text of a file in UTF-8 (with or without BOM) or UTF-16 (with BOM), line ends as they stand.

    Raises Unreadable for anything else: other kinds of file, other encodings, too much, nothing.
    """
    _refuse_other_kinds(raw)
    if len(raw) > LARGEST:
        raise Unreadable(
            f"This file is too large for a press release: {len(raw) // 1024} KB, "
            f"and at most {LARGEST // 1024} KB are read."
        )
    text = _as_text(raw)
    if not "".join(text.split()).strip("\ufeff"):
        raise Unreadable("There is nothing in it. Check that the file was saved, or the text pasted.")
    if text.lstrip("\ufeff \t\r\n").lower().startswith(HTML_STARTS):
        raise Unreadable(f"This is a web page's source. {PASTE.replace('it,', 'it in a browser,', 1)}")
    return text


def _refuse_other_kinds(raw: bytes) -> None:
    for start, sentence in SIGNATURES:
        if raw.startswith(start):
            raise Unreadable(sentence)
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise Unreadable(_about_archive(raw))


def _about_archive(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        names = set()
    if "word/document.xml" in names:
        return "This is a Word document (.docx). In Word, save it as plain text (.txt, UTF-8)."
    if {"mimetype", "content.xml"} <= names:
        return "This is an OpenDocument file (.odt). In LibreOffice, save it as text (.txt, UTF-8)."
    return "This is a zip archive or an office document. Save the release as plain text (.txt, UTF-8)."


def _as_text(raw: bytes) -> str:
    if raw.startswith(UTF_32):
        raise Unreadable("This text is encoded as UTF-32. Save it again as UTF-8.")
    if raw.startswith(UTF_16):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable("This text says it is UTF-16 but is damaged. Save it again as UTF-8.") from None
    if _is_binary(raw):
        raise Unreadable("This is not a text file. Save the release as plain text (.txt, UTF-8).")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"This text is not encoded as UTF-8 (line {line}); perhaps as Windows-1252 or Windows-1256. "
            "Save it again as UTF-8."
        ) from None


def _is_binary(raw: bytes) -> bool:
    # Word's plain text may hold a page break or a vertical tab; a NUL, or many other controls, never.
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in raw)
    return 0 in raw or controls > len(raw) // 50 + 2
