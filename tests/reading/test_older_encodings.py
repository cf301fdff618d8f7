"""Text in an encoding that Windows had before Unicode is read where its words tell which, and said; else refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.refusal import Refusal
from campaign.reading.files import read_file
from campaign.reading.older_encodings import ENCODINGS, read_older
from tests.reading.test_two_languages import TEXTS


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("fr", "cp1252"), ("es", "cp1252"), ("de", "cp1252"), ("ar", "cp1256"), ("ru", "cp1251")],
)
def test_a_text_is_read_in_the_encoding_that_its_words_tell(language: str, encoding: str) -> None:
    text = "\r\n\r\n".join(TEXTS[language])
    source = read_file(text.encode(encoding))
    assert source.text == text
    assert source.notes == (f"The file isn't in UTF-8; it was read as {ENCODINGS[encoding]}.",)


def test_quotation_marks_and_dashes_of_word_are_read() -> None:
    text = "Doctors of the city – “they have not slept” – ask for help from the Council, and it is not the first time."
    assert read_file(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [("Überfall", "cp1252"), ("حلب", "cp1256"), ("Ὀδυσσεύς ἐστιν", "utf-8")]
)
def test_words_that_tell_nothing_are_not_guessed_at(text: str, encoding: str) -> None:
    raw = text.encode(encoding) + b"\x81\xff"
    with pytest.raises(Refusal) as refused:
        read_file(raw)
    assert refused.value.reason == "reading/other-encoding"


@given(st.sampled_from(["fr", "es", "de", "ar", "ru"]), st.integers(0, 200))
def test_a_text_is_never_read_as_another(language: str, cut: int) -> None:
    encoding = {"ar": "cp1256", "ru": "cp1251"}.get(language, "cp1252")
    text = " ".join(TEXTS[language])[cut:]
    reading = read_older(text.encode(encoding))
    assert reading is None or reading[1] == text
