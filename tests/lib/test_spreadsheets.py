"""A table's bytes become its text, in whichever Unicode it was saved; no text is a formula."""

import sys
import unicodedata

import pytest

from campaign.lib.spreadsheets import FORMULA, neutral, text_of

TABLE = "code,address\nFR,نور@example.org\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_with_or_without_its_mark(encoding: str) -> None:
    assert text_of(TABLE.encode(encoding)) == TABLE


@pytest.mark.parametrize("raw", [b"\xff", b"code\xe9", b"\xff\xfe\x00", b"c\x00o"])
def test_what_is_neither_is_refused(raw: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        text_of(raw)


def test_nothing_is_no_text() -> None:
    assert text_of(b"") == ""


def test_text_that_begins_with_a_letter_or_digit_of_any_script_is_no_formula_however_a_program_reads_it() -> (
    None
):
    texts = [f"{chr(code)}+1" for code in range(sys.maxunicode + 1) if chr(code).isalnum()]
    assert len(texts) > 100_000
    assert [text for text in texts if neutral(text) != text] == []
    seen = (c for text in texts for c in unicodedata.normalize("NFKC", text)[:1])
    assert not FORMULA.intersection(seen)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1", "\u200b=1", " =1", "\t1", "\ufe631", "⁼1"])
def test_text_that_a_program_may_compute_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"
