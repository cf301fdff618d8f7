"""A file in place of a pasted text: read, or refused in a sentence."""

import io
import zipfile

import pytest

from tests.cast import Site
from tests.desk.test_texts import answers, rima
from tests.desk.texts import RELEASE, at, form, paste
from tests.organisers.browser import Desk
from tests.reading.documents import document, paragraph

__all__ = ["rima"]


@pytest.mark.parametrize("name", ["release.docx", "release.txt", "release.md"])
def test_a_file_is_read(site: Site, rima: Desk, name: str) -> None:
    raw = RELEASE.encode("utf-16" if name.endswith(".txt") else "utf-8")
    if name.endswith(".docx"):
        raw = document(*(paragraph(line) for line in RELEASE.split("\n") if line))
    page = paste(rima, site, "", file=(io.BytesIO(raw), name)).text
    assert form(page, "/draft")[1]["headline"] == "Give the river back"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "There is nothing in it. Check that the file was saved, or the text pasted."),
        (b"%PDF-1.7 x", "This is a PDF."),
        (b"\xff\xfe\x00", "This text says it is UTF-16 but is damaged. Save it again as UTF-8."),
        (b"\x00\x01\x02rubbish\xff", "This is not a text file. Save the release as plain text (.txt, UTF-8)."),
        (b"PK\x03\x04rubbish", "This is a zip archive or another office document. Save the release as .docx or plain "
            "text (.txt, UTF-8)."),
    ],
    ids=["empty", "pdf", "utf-16", "rubbish", "zip"],
)  # fmt: skip
def test_a_file_that_is_none_is_said_so(site: Site, rima: Desk, raw: bytes, sentence: str) -> None:
    answer = paste(rima, site, "", file=(io.BytesIO(raw), "release.docx"))
    assert answer.status_code == 422
    assert answers(answer.text) == [sentence]


def test_a_file_that_is_too_large_is_told_in_a_sentence(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/paste"))
    address, _ = form(rima.page.text, "/reading")
    answer = rima.send(
        "POST",
        address,
        data=b"x" * (5 * 1024 * 1024 + 1),
        content_type="multipart/form-data; boundary=b",
        headers=rima.headers,
    )
    assert answer.status_code == 413
    assert "A file can be at most 5 MB, and pasted text at most 256 KB." in answer.text
    assert f'<a href="{at(site, "/en/paste")}">Back to the page with the form</a>' in answer.text


def test_a_document_that_unpacks_to_too_much_is_refused(site: Site, rima: Desk) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", " " * (31 * 1024 * 1024))
    answer = paste(rima, site, "", file=(io.BytesIO(packed.getvalue()), "bomb.docx"))
    assert answer.status_code == 422
    assert answers(answer.text) == [
        "This document unpacks to more than 30 MB, or is packed in a way that no word processor packs. Save the "
        "text alone, without pictures."
    ]
