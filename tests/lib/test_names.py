"""What may be a name (architecture.md, cases 9 to 11): any script, and nothing that hides, runs or piles up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib import names
from campaign.lib.text import NAME_LENGTH, Unfit, clean_name


@pytest.mark.parametrize(
    "name",
    [
        "نور الحسن", "Amélie D.", "X", "李", "毛泽东", "Jean-Luc O’Brien", "D'Arcy", "ܡܪܝܡ ܓܒܪܝܠ",
        "ڕۆژین عەبدوڵڵا", "می\u200cخواهم", "שָׁלוֹם", "ကျော်မြို့", "ད་ལའི་བླ་མ", "สมชาย ใจดี", "A. 2nd",
        "<script>alert(1)</script>", "{{7*7}} N", "a%0d%0aBcc: b", "Robert'); DROP TABLE signatures;--",
        "John Smith 3rd", "Malcolm X", "50 Cent", "X Æ A-12", "محمد ٢", "Nour 1985",
        "Ⅷ", "〇", "葛\U000e0100城", "J. R. R.", "A.B.C.",
        "’t Hart", "ʻOkina", "Nǃxau ǂToma", "José Mª", "محمد ﷺ", "M.Ali", "J.Li", "jo.li", "omar.sy", "Ko.Win",
        "will.i.am", "St.John", "nur.ul", "Mary & John", "Dr. med. A. (Berlin)", "Sgt. P. no. 5",
        "Tel Aviv", "www", "Http",
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
        ("Nour\r\nBcc: b", "Nour Bcc: b"),
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
        ("12345", "no letter"),
        ("٠٠٧", "no letter"),
        ("1 2 3", "no letter"),
        ("{{7*7}}", "no letter"),
        ("https://x.example", "web address"),
        ("http:x", "web address"),
        ("Nour www.evil.example", "web address"),
        ("Evil.COM", "web address"),
        ("(evil.org)", "web address"),
        ("Nour evil.ru", "web address"),
        ("EVIL.RU", "web address"),
        ("evil.example", "web address"),
        ("sub.example.co.uk.", "web address"),
        ("t.me/nour", "web address"),
        ("bit.ly/x", "web address"),
        ("evil.example:80/x", "web address"),
        ("пример.рф", "web address"),
        ("example。com", "web address"),
        ("ｅｖｉｌ．ｃｏｍ", "web address"),
        ("ev\u200cil.com", "web address"),
        ("192.0.2.1", "web address"),
        ("tel:5555", "web address"),
        ("nour@example.org", "mail address"),
        ("Nour <nour@example.org>", "mail address"),
        ("nour＠example", "mail address"),
        ("nour @ example.org", "mail address"),
        ("mailto:nour", "mail address"),
        ("a%0d%0aBcc: b@example.org", "mail address"),
        ("+49 171 2345678", "telephone number"),
        ("(030) 123 45 67", "telephone number"),
        ("Nour 0171/2345678", "telephone number"),
        ("٠١٧١٢٣٤٥٦٧", "telephone number"),
        ("Nour +12345", "telephone number"),
        ("😀", "picture"),
        ("Nour \u2764\ufe0f", "picture"),
        ("\U0001f1f8\U0001f1fe", "picture"),
        ("5\ufe0f\u20e3 Nour", "picture"),
        ("★", "picture"),
        ("Nour\ufffc", "picture"),
        ("N\ufffdur", "lost characters"),
        ("\ufffd\ufffd", "lost characters"),
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


@given(st.text())
def test_nothing_is_sought_in_vain_in_a_name_without_its_signs(text: str) -> None:
    text = names.SIGNS.sub("", text)
    sought = [
        names.MAIL,
        names.SCHEME,
        names.DOMAIN,
        names.SMALL_DOMAIN,
        names.PATH,
        names.NUMERIC_HOST,
        names.TELEPHONE,
    ]
    assert [each.pattern for each in sought if each.search(text)] == []
