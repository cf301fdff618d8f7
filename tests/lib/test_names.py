"""What may be a name (architecture.md, cases 9 to 11): any script, and nothing that hides, runs or piles up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.text import NAME_LENGTH, Unfit, clean_name


@pytest.mark.parametrize(
    "name",
    [
        "نور الحسن", "Amélie D.", "X", "李", "毛泽东", "Jean-Luc O’Brien", "D'Arcy", "ܡܪܝܡ ܓܒܪܝܠ",
        "ڕۆژین عەبدوڵڵا", "می\u200cخواهم", "שָׁלוֹם", "ကျော်မြို့", "ད་ལའི་བླ་མ", "สมชาย ใจดี", "A. 2nd",
        "<script>alert(1)</script>", "{{7*7}}", "a%0d%0aBcc: b@example.org", "Robert'); DROP TABLE signatures;--",
    ],
)  # fmt: skip
def test_names_of_all_scripts_stay_as_they_are_typed(name: str) -> None:
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amélie   D. ", "Amélie D."),
        ("Ame\u0301lie", "Amélie"),
        ("Nour\u00a0\u3000Haddad", "Nour Haddad"),
        ("Nour\r\nBcc: b@example.org", "Nour Bcc: b@example.org"),
    ],
)
def test_blanks_become_one_space(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ('=HYPERLINK("https://evil.example","x")', "formula"),
        ("+cmd|' /C calc'!A0", "formula"),
        ("-A", "formula"),
        ("@SUM(A1)", "formula"),
        ("＝1＋A", "formula"),
        ("﹢A", "formula"),
        (" =A", "formula"),
        ("\u200f=A", "formula"),
        ("\t=A", "control characters"),
        ("\rA", "control characters"),
        ("A\0B", "control characters"),
        ("A\x1b[31mB", "control characters"),
        ("A\ud800", "control characters"),
        ("A\ue000", "control characters"),
        ("A\u202eB", "invisible characters"),
        ("A\u2066B", "invisible characters"),
        ("A\u200bB", "invisible characters"),
        ("A\u200c\u200dB", "invisible characters"),
        ("A\u061c\u061cB", "invisible characters"),
        ("A\ufeffB", "invisible characters"),
        ("A\u00adB", "invisible characters"),
        ("A\U000e0041B", "invisible characters"),
        ("A\u206aB", "invisible characters"),
        ("\u3164", "invisible characters"),
        ("\uffa0\u115f", "invisible characters"),
        ("A" + "\u0301" * 5_000, "piled marks"),
        ("A" + "\u20dd" * 5, "piled marks"),
        ("A" + "\ufe0f" * 5, "piled marks"),
        ("A" * (NAME_LENGTH + 1), "too long"),
        ("", "no letter"),
        (" \u3000", "no letter"),
        ("… !?", "no letter"),
        ("\u0301", "no letter"),
    ],
)
def test_what_can_be_no_name_is_refused(name: str, problem: str) -> None:
    with pytest.raises(Unfit) as refused:
        clean_name(name)
    assert str(refused.value) == problem


@given(st.text(max_size=150) | st.text("Aé=+\u200d\u200f\u061c\u0301 \t", max_size=20))
def test_a_clean_name_is_clean(typed: str) -> None:
    try:
        name = clean_name(typed)
    except Unfit:
        return
    assert clean_name(name) == name
    assert unicodedata.normalize("NFC", name) == name == " ".join(name.split())
    assert 1 <= len(name) <= NAME_LENGTH
    assert unicodedata.normalize("NFKC", name)[0] not in "=+-@\t\r\n"
    assert name.encode().decode() == name
