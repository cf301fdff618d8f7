import hashlib
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaign.releases.canonical import canonical_text, text_hash

FIELDS = {
    "language": "en",
    "headline": "Protect Aleppo",
    "date": date(2016, 9, 24),
    "demand": "A no-bomb zone.",
    "body": "First.\n\nSecond.",
}


def test_a_line_for_each_field_then_the_body():
    raw = canonical_text(**FIELDS)
    assert raw == b"en\nProtect Aleppo\n2016-09-24\nA no-bomb zone.\nFirst.\n\nSecond.\n"
    assert text_hash(raw) == hashlib.sha256(raw).hexdigest()


def test_one_text_has_one_form_however_its_letters_are_composed():
    composed, decomposed = FIELDS | {"body": "r\u00e9gime"}, FIELDS | {"body": "re\u0301gime"}
    assert canonical_text(**composed) == canonical_text(**decomposed)


@pytest.mark.parametrize("field", ["language", "headline", "demand", "body"])
@pytest.mark.parametrize(
    "value", ["", " a", "a ", "a\n", "a\rb", "a\x00b", "a\u2028b", "a\x85b", "a\ud800b", "\ufeffa"]
)
def test_what_could_be_read_as_another_text_is_refused(field, value):
    with pytest.raises(ValueError, match=f"^The {field} of a canonical text "):
        canonical_text(**FIELDS | {field: value})


@pytest.mark.parametrize("field", ["language", "headline", "demand"])
def test_a_line_is_one_line(field):
    with pytest.raises(ValueError, match=f"^The {field} of a canonical text has no character U\\+000A.$"):
        canonical_text(**FIELDS | {field: "one\ntwo"})


def fits(text):
    return text == text.strip() != "" and text == unicodedata.normalize("NFC", text)


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff")
LINE = st.text(CHARACTERS, min_size=1, max_size=20).filter(fits)
BODY = st.text(st.one_of(CHARACTERS, st.just("\n")), min_size=1, max_size=60).filter(fits)
TEXTS = st.fixed_dictionaries(
    {"language": LINE, "headline": LINE, "date": st.dates(), "demand": LINE, "body": BODY}
)


@given(TEXTS)
def test_what_was_written_is_read_back(fields):
    raw = canonical_text(**fields)
    *lines, body = raw.decode().split("\n", 4)
    assert lines == [fields["language"], fields["headline"], fields["date"].isoformat(), fields["demand"]]
    assert body == f"{fields['body']}\n"


@given(TEXTS, TEXTS)
def test_different_fields_give_different_bytes(one, other):
    assume(one != other)
    assert canonical_text(**one) != canonical_text(**other)


SHORT = st.sampled_from(["a", "b", "a b", "2016-09-24"])


@given(*[st.tuples(SHORT, SHORT, SHORT, st.sampled_from(["a", "a\na", "a\n2016-09-24\na\na", "b"]))] * 2)
def test_fields_cannot_be_moved_across_their_lines(one, other):
    made = [
        canonical_text(language=a, headline=b, date=date(2016, 9, 24), demand=c, body=d)
        for a, b, c, d in (one, other)
    ]
    assert (made[0] == made[1]) == (one == other)
