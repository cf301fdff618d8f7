import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.reading.files import LARGEST, decode

TEXT = "Aleppo – حلب\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16 little-endian", "utf-16 big-endian"],
)
def test_text_is_read(raw):
    assert decode(raw) == TEXT


def archive(*names, content="x"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, content)
    return file.getvalue()


NOTHING = "There is nothing in it. Check that the file was saved, or the text pasted."
NOT_TEXT = "This is not a text file. Save the release as plain text (.txt, UTF-8)."
ODT = "This is an OpenDocument file (.odt). In LibreOffice, save it as .docx or as text (.txt, UTF-8)."
ZIP = (
    "This is a zip archive or another office document. Save the release as .docx or plain text (.txt, UTF-8)."
)
OLD_WORD = "This is an old Word document (.doc). In Word, save it as .docx or as plain text."
PROTECTED = "This document is protected by a password. Open it, remove the password, and save it again."
PDF = "This is a PDF. Open it, select everything, copy, and paste it with: campaign publish -"
RTF = "This is a rich text file (RTF). Save it again as plain text (.txt, UTF-8)."
PICTURE = "This is a picture. The release is needed as text: copy it from where it was written."
PAGE = (
    "This is a web page's source. Open it in a browser, "
    "select everything, copy, and paste it with: campaign publish -"
)
OTHER_ENCODING = (
    "This text is not encoded as UTF-8 (line 2), and its words don't show what else it is. "
    "Save it again as UTF-8."
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", NOTHING),
        (b"\xef\xbb\xbf \r\n\t\xc2\xa0\n", NOTHING),
        (b"\x7fELF\x00\x00\x01", NOT_TEXT),
        ("Aleppo".encode("utf-16-le"), NOT_TEXT),
        (bytes(range(1, 32)) * 3, NOT_TEXT),
        (archive("[Content_Types].xml", "xl/workbook.xml"), ZIP),
        (archive("word/document.xml"), ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), PROTECTED),
        (archive("mimetype", "content.xml"), ODT),
        (archive("release.txt"), ZIP),
        (b"PK\x03\x04 cut off", ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_WORD),
        (b"%PDF-1.7\n", PDF),
        (b"{\\rtf1\\ansi Aleppo}", RTF),
        (b"\x89PNG\r\n\x1a\n", PICTURE),
        (b"\xff\xd8\xff\xe0", PICTURE),
        (b"\n <!DOCTYPE html><p>Aleppo", PAGE),
        ("Aleppo\nrégime".encode("cp1252"), OTHER_ENCODING),
        ("Aleppo\nحلب".encode("cp1256"), OTHER_ENCODING),
        (b"\xff\xfeA", "This text says it is UTF-16 but is damaged. Save it again as UTF-8."),
        (b"\xff\xfe\x00\xd8", "This text says it is UTF-16 but is damaged. Save it again as UTF-8."),
        (b"\xff\xfe\x00\x00A\x00\x00\x00", "This text is encoded as UTF-32. Save it again as UTF-8."),
    ],
)
def test_other_files_are_refused_in_a_sentence(raw, said):
    with pytest.raises(Refusal) as refused:
        decode(raw)
    assert sentence(refused.value) == said


def test_the_largest_file_is_read_and_one_byte_more_is_not():
    assert len(decode(b"a" * LARGEST)) == LARGEST
    with pytest.raises(Refusal) as refused:
        decode(b"a" * (LARGEST + 1))
    assert (
        sentence(refused.value)
        == "This file is too large for a press release: 256 KB, and at most 256 KB are read."
    )


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_sentence(raw):
    try:
        result = decode(raw)
    except Refusal as refused:
        result = sentence(refused)
    assert result.strip() != ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_what_was_written_is_what_is_read(text):
    text = f"Aleppo {text}"
    assert decode(text.encode()) == decode(text.encode("utf-8-sig")) == decode(text.encode("utf-16")) == text
