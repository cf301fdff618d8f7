"""What came along with what was pasted is left out, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.days import read_day
from campaign.lib.pasted import bare, code, in_latin_digits, is_unseen, number, seen, site


@pytest.mark.parametrize(
    "around", ["\u200e{}\u200f", "\ufeff{}", " {}\u00a0", "“{}”", "<{}>.", "({}),", "*{}*", "{}،", "\t{}\r\n"]
)
def test_what_stands_around_is_left_out(around: str) -> None:
    assert bare(around.format("age1abc")) == "age1abc"


def test_all_that_ascii_has_stays_as_it_is() -> None:
    signs = "".join(map(chr, range(128)))
    assert [sign for sign in signs if is_unseen(sign)] == []
    assert seen(signs) == signs
    assert in_latin_digits(signs) == signs
    assert seen(f"{signs}\u200e") == signs


def test_what_is_within_stays() -> None:
    assert bare("o'kane (press) 1.5") == "o'kane (press) 1.5"
    assert seen("می\u200cخواهم") == "می\u200cخواهم"
    assert seen("ab\u200ccd") == "abcd"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("١٢٣٤٥٦", "123456"),
        ("۱۲۳۴۵۶", "123456"),
        ("१२३४५६", "123456"),
        ("１２３４５６", "123456"),
        ("123456.", "123456"),
    ],
)
def test_digits_of_every_script_are_read(typed: str, digits: str) -> None:
    assert code(typed) == digits
    assert in_latin_digits(f"a{typed}") in {f"a{digits}", "a123456."}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,345", "12345"), ("12.345", "12345"), ("12 345", "12345"), ("12\u202f345", "12345"), ("١٢٬٣٤٥", "12345"),
        ("1’234’567", "1234567"), ("12345", "12345"), ("1.5", "1.5"), ("1,23", "1,23"), ("1234,567", "1234,567"),
        ("12,345.678", "12,345.678"), ("nobody", "nobody"), ("", ""),
    ],
)  # fmt: skip
def test_groups_of_digits_are_one_number(typed: str, meant: str) -> None:
    assert number(typed) == meant


@given(st.text(max_size=40))
def test_whatever_is_pasted_twice_is_the_same(text: str) -> None:
    for read in (bare, code, seen):
        assert read(read(text)) == read(text)


def test_a_day_is_read_in_any_digits() -> None:
    assert read_day("\u200f٢٠١٦-٠٩-٢٤.").isoformat() == "2016-09-24"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("example.org", "https://example.org"),
        (" \u200e«example.org/ar/»، ", "https://example.org/ar/"),
        ("(https://example.org/)", "https://example.org/"),
        ("https://example.org/a_(b)/", "https://example.org/a_(b)/"),
        ("https://example.org/a).", "https://example.org/a"),
        ("example.org:8443", "https://example.org:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("مثال.إختبار", "https://مثال.إختبار"),
        ("mailto:press@example.org", "mailto:press@example.org"),
        ("press@example.org", "press@example.org"),
        ("javascript:alert(1.2)", "javascript:alert(1.2)"),
        ("example.org\u00a0example.com", "example.org\u00a0example.com"),
        ("//example.org", "//example.org"),
        ("localhost", "localhost"),
        (" * ", "*"),
        ("", ""),
    ],
)
def test_the_address_of_a_site_has_its_scheme_and_its_slash(text: str, address: str) -> None:
    assert site(text) == address
