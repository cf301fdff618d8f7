"""A table's bytes become its text, in whichever Unicode it was saved."""

import pytest

from campaign.lib.spreadsheets import text_of

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
