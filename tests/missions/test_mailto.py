"""Links that open a letter in the reader's own program (RFC 6068)."""

from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from campaign.missions.mailto import mailto

LINES = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])), min_size=1).map(
    "\n".join
)


def test_everything_but_the_at_sign_is_encoded() -> None:
    assert mailto("a&b?c/d@example.org", subject="A & B = 100%", body="one\ntwo ü") == (
        "mailto:a%26b%3Fc%2Fd@example.org?subject=A%20%26%20B%20%3D%20100%25&body=one%0D%0Atwo%20%C3%BC"
    )


@given(subject=LINES, body=LINES)
def test_what_is_read_back_is_what_was_written(subject: str, body: str) -> None:
    link = mailto("fr@example.org", subject=subject, body=body)
    assert link.isascii()
    parts = urlsplit(link)
    assert parts.path == "fr@example.org"
    fields = [field.split("=") for field in parts.query.split("&")]
    assert [name for name, _ in fields] == ["subject", "body"]
    assert unquote(fields[0][1]) == subject
    assert unquote(fields[1][1]) == "\r\n".join(body.splitlines())
