"""What is typed as a name: refused in plain words, or stored and shown as text (architecture.md, cases 9 to 11)."""

import re
import unicodedata
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.spreadsheets import neutral
from campaign.signing.models import Submission
from campaign.signing.queries import behind
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, marked, typed_back
from tests.tables import count, dump

NO_NAMES = [
    '=HYPERLINK("https://evil.example","x")', "+cmd|' /C calc'!A0", "＝1＋1", "\tNour", "\r\nNour", "-1+A", "@A",
    "Nour\u202egnuoN", "No\u200b\u200bur", "No\0ur", "N" + "\u0301" * 5_000, "\u3164", "", "   ", "…", "N" * 121,
    "{{7*7}}", "Nour%0d%0aBcc: amelie@example.org",
]  # fmt: skip
NAMES = [
    "<script>alert(1)</script>", "{{7*7}}N", "{% raw %}N", "Nour%0d%0aBcc: amelie",
    "Robert'); DROP TABLE x;--",
    "نور الحسن", "ڕۆژین", "ܡܪܝܡ", "毛泽东", "X", "Jean-Luc", "O’Brien & \"Söhne\"", "%s %(name)s {0}",
]  # fmt: skip
NO_ADDRESSES = [
    "nour@example.org\r\nBcc: amelie@example.org", "nour@example.org%0d%0aBcc:amelie@example.org", "nour", "",
    "nour@example.org,amelie@example.org", "nour@example.org\0", "a@" + "b" * 10_000 + ".org",
]  # fmt: skip


def test_what_can_be_no_name_is_marked_and_everything_kept(site: Site, client: Client) -> None:
    before, token = dump(), client.token()
    for name in NO_NAMES:
        answer = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed(name=name)})
        kept = typed_back(answer.text)
        kept.pop("name", None)
        assert (name, answer.status_code, marked(answer.text)) == (name, 422, ["name"])
        assert kept == {"email": "amelie@example.org", "country": "FR", "consent": "y"}
    assert dump() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("www.evil.example", "Enter your name without a web address."),
        ("Nour nour@example.org", "Enter your name without an email address."),
        ("+963 11 123 4567", "Enter your name without a telephone number."),
        ("Nour 😀", "Enter your name in letters, without pictures."),
        ("N\ufffdur", "Some characters of this name were lost on the way. Type it again."),
        ("123", "A name needs at least one letter."),
        ("=1+1", "A name starts with a letter, not a symbol."),
    ],
)
def test_what_stands_there_instead_of_a_name_is_said(
    site: Site, client: Client, typed: str, sentence: str
) -> None:
    page = client.sign(AMELIE, name=typed).text
    (told,) = re.findall(r'id="f-name-error">([^<]*)<', page)
    assert unescape(told) == sentence


def test_what_can_be_no_address_is_marked(site: Site, client: Client) -> None:
    before, token = dump(), client.token()
    for address in NO_ADDRESSES:
        answer = client.post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed(email=address)})
        assert (address, answer.status_code, marked(answer.text)) == (address, 422, ["email"])
    assert dump() == before


def test_all_that_is_wrong_is_marked_at_once_in_the_order_of_the_page(site: Site, client: Client) -> None:
    answer = client.sign(AMELIE, name="=A", email="x", country="", consent="")
    assert (answer.status_code, marked(answer.text)) == (422, ["name", "email", "country", "consent"])
    assert count(Submission) == 0


def test_any_name_is_stored_and_shown_as_text(site: Site, client: Client) -> None:
    for number, name in enumerate(NAMES):
        sent = client.sign(NOUR, name=name, email=f"nour{number}@example.org")
        assert (name, sent.status_code) == (name, 200)
        assert f'name="name" value="{escaped(name)}"' in sent.text
        (letter,) = site.deliver()
        assert f"<bdi>{escaped(name)}</bdi>" in client.get(letter.link).text
        found = behind(letter.path.rpartition("/")[2])
        assert found
        record = found.record(letter.path.rpartition("/")[2])
        assert record
        assert (record.name, record.address) == (name, f"nour{number}@example.org")
        assert (letter.to, letter.message.get_all("Bcc")) == (f"nour{number}@example.org", None)
        assert name not in letter.body or name == "X"


def escaped(name: str) -> str:
    return escape(name).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


@given(st.text(max_size=30) | st.text("=+-@＝＋－＠﹢ \t\r\n\u200f\u200b\ufeff\u00a0\u3000A1'", max_size=8))
def test_no_spreadsheet_takes_an_exported_text_for_a_formula(text: str) -> None:
    shown = neutral(text)
    assert shown in (text, f"'{text}")
    seen = unicodedata.normalize("NFKC", shown)
    seen = "".join(c for c in seen if unicodedata.category(c) not in {"Cf", "Cc"}).strip()
    assert seen[:1] not in {"=", "+", "-", "@"}
    assert shown[:1] not in {"\t", "\r", "\n"}
