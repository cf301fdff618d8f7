"""A Word document that is more than Word writes is refused in a sentence before or while it is read."""

import io
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.reading.files import LARGEST_FILE, read_file
from tests.reading.documents import NUMBERING, ROOT, TYPES, document, paragraph, relations, xml

HEAD = paragraph("Give the River Back")
FINE = document(HEAD, paragraph("Sixty villages demand it."))
DECLARED = (
    "This document contains declarations (DOCTYPE) that no word processor writes. It was not read. "
    "Copy its text into a new document."
)
UNPACKS = (
    "This document unpacks to more than 30 MB, or is packed in a way that no word processor packs. "
    "Save the text alone, without pictures."
)
DAMAGED = "This document is damaged. Open it in Word and save it again as .docx."
HEAVY = "Reading this document takes too much time or memory. Copy its text into a new document."
PROTECTED = "This document is protected by a password. Open it, remove the password, and save it again."


def said(raw: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read_file(raw)
    return sentence(refused.value)


def with_members(**members: str | bytes) -> bytes:
    return document(HEAD, members={name.replace("__", "/").replace("_xml", ".xml"): content
                                   for name, content in members.items()})  # fmt: skip


def test_the_specimen_itself_is_read() -> None:
    assert read_file(FINE).text == "Give the River Back\n\nSixty villages demand it."


def test_more_than_200_members() -> None:
    some = {f"word/media/{number}.txt": "x" for number in range(196)}
    assert said(document(HEAD, members=some)) == (
        "This document has 201 parts inside, and at most 200 are read. Save the text alone, without pictures."
    )
    del some["word/media/0.txt"]
    assert read_file(document(HEAD, members=some)).text == "Give the River Back"


def test_a_bomb_in_one_member() -> None:
    assert said(document(HEAD, members={"word/media/one.bin": bytes(29 * 1024 * 1024)})) == UNPACKS


def test_a_bomb_in_many_members() -> None:
    many = {f"word/media/{number}.bin": bytes(1024 * 1024) for number in range(31)}
    assert said(document(HEAD, members=many)) == UNPACKS


def test_a_bomb_that_says_it_is_small() -> None:
    raw = bytearray(document(HEAD, members={"word/media/one.bin": bytes(29 * 1024 * 1024)}))
    size = (29 * 1024 * 1024).to_bytes(4, "little")
    for _ in range(raw.count(size)):
        place = raw.find(size)
        raw[place : place + 4] = (100).to_bytes(4, "little")
    assert said(bytes(raw)) == DAMAGED


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", xml("").replace("?>", f"?>{DOCTYPE}", 1)),
        ("word/document.xml", xml("").replace("?>", f"?>{' ' * 70_000}<!doctype a>", 1)),
        ("word/numbering.xml", f"{DOCTYPE}{NUMBERING}"),
        ("[Content_Types].xml", f"{DOCTYPE}{TYPES}"),
        ("_rels/.rels", f"{DOCTYPE}{ROOT}"),
        ("word/_rels/document.xml.rels", f"{DOCTYPE}{relations()}"),
        ("word/document.xml", xml("").replace("UTF-8", "UTF-16").encode("utf-16")),
        ("word/document.xml", xml("").replace("UTF-8", "UTF-16").encode("utf-16-be")),
        ("word/document.xml", xml("").replace("UTF-8", "cp037")),
        ("word/document.xml", xml("").replace("UTF-8", "no-such")),
        (
            "word/document.xml",
            xml("").replace(" encoding=", f"{' ' * 200}encoding=").replace("UTF-8", "cp037"),
        ),
        ("customXml/item1.xml", f"{' ' * (64 * 1024 - 4)}{DOCTYPE}<a/>"),
    ],
)
def test_declarations_in_any_member(name: str, content: str | bytes) -> None:
    assert said(document(HEAD, members={name: content})) == DECLARED


def test_a_document_that_takes_more_memory_than_there_is() -> None:
    chance = Random(7)
    often = chance.randbytes(14_000).hex()
    words = "".join(paragraph(often + chance.randbytes(500).hex()) for _ in range(950))
    assert said(document(HEAD, members={"word/document.xml": xml(words)})) == HEAVY


def test_one_nested_deeper_than_any_parser_goes() -> None:
    deep = "<w:smartTag>" * 20_000 + "</w:smartTag>" * 20_000
    assert said(document(HEAD, members={"word/document.xml": xml(f"<w:p>{deep}</w:p>")})) in (DAMAGED, HEAVY)


def test_protected_members() -> None:
    raw = bytearray(FINE)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(sign)
        while place >= 0:
            raw[place + offset] |= 1
            place = raw.find(sign, place + 4)
    assert said(bytes(raw)) == PROTECTED


def test_packed_as_word_does_not() -> None:
    file = io.BytesIO(FINE)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_LZMA) as packed:
        packed.writestr("word/media/one.txt", "x" * 1000)
    assert said(file.getvalue()) == DAMAGED


@pytest.mark.parametrize(
    "content", ["", "no xml", "<w:document", xml("<w:p>"), xml("").replace("w:body", "w:other"), "<html/>"]
)
def test_a_document_that_is_none(content: str) -> None:
    nothing = "There is nothing in it. Check that the file was saved, or the text pasted."
    assert said(document(HEAD, members={"word/document.xml": content})) in (DAMAGED, nothing)


def test_an_empty_document() -> None:
    assert said(document(paragraph(" "))) == (
        "There is nothing in it. Check that the file was saved, or the text pasted."
    )


def test_a_larger_file() -> None:
    picture = bytes(range(256)) * (LARGEST_FILE // 256)
    file = io.BytesIO(FINE)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr("word/media/one.png", picture)
    assert said(file.getvalue()) == "This document is larger than 5 MB. Save it without its pictures."


@settings(max_examples=30)
@given(st.integers(0, len(FINE) - 1), st.integers(0, 255))
def test_no_byte_of_a_document_can_do_more_than_spoil_it(place: int, byte: int) -> None:
    raw = bytearray(FINE)
    raw[place] = byte
    try:
        outcome = read_file(bytes(raw)).text
    except Refusal as refusal:
        outcome = sentence(refusal)
    assert outcome.strip() != ""
