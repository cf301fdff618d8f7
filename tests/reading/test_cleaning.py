import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.reading.cleaning import clean

TURNED = ("Hidden characters that change the direction of text were removed.",)
CONTROLS = ("Control characters were removed.",)
HEAPED = ("Marks stacked on one letter were cut to eight.",)


@pytest.mark.parametrize(
    ("pasted", "text", "notes"),
    [
        ("one\r\ntwo\rthree\u2028four\vfive", "one\ntwo\nthree\nfour\nfive", ()),
        ("\xa0 doubled  spaces\u3000\u2009and\ttabs \xa0", "doubled spaces and tabs", ()),
        ("\ufeffsoft\u00adhyphen\u200b", "softhyphen", ()),
        ("re\u0301gime", "régime", ()),
        ("“typographic” ‘and’ \"straight\" 'quotes'", "“typographic” ‘and’ \"straight\" 'quotes'", ()),
        ("\uf0b7\tan item from Word", "• an item from Word", ()),
        ("می\u200cخواهم", "می\u200cخواهم", ()),
        ("one\u200d\u200d\u200d\u200ctwo", "one\u200dtwo", ()),
        ("قال ﷺ ۝", "قال ﷺ ۝", ()),
        ("pay \u202egnp.exe\u202c \u2066now\u2069", "pay gnp.exe now", TURNED),
        ("bell\x07 and\x00 nul\ud800\ue000", "bell and nul", CONTROLS),
        ("a" + "\u0300" * 10_000, "à" + "\u0300" * 8, HEAPED),
    ],
)
def test_pasted_text_becomes_plain(pasted, text, notes):
    assert clean(pasted) == (text, notes)


def test_marks_are_cut_to_eight_on_each_letter_alone():
    fine = "x" + "\u0323" * 8
    assert clean(fine) == (fine, ())
    assert clean(fine + "x" + "\u0323" * 9) == (fine * 2, HEAPED)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_clean_text_is_plain_and_stays_as_it_is(pasted):
    text, _ = clean(pasted)
    assert text == unicodedata.normalize("NFC", text)
    assert {unicodedata.category(character) for character in text if character != "\n"}.isdisjoint(
        {"Cc", "Cs", "Co", "Zl", "Zp"}
    )
    assert [line for line in text.split("\n") if line != line.strip(" ") or "  " in line] == []
    assert clean(text) == (text, ())
