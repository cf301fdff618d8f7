"""The lines of a log, and the commitment in one."""

import hashlib
import hmac
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.tally import entries
from campaign.tally.entries import NotAnEntry, Stated, commitment, parse, stated_figures, tally_line

HASH = "ab" * 32
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)


def test_the_lines_are_those_of_the_design() -> None:
    stated = Stated(date(2016, 10, 1), 17577, {"DE": 5200, "FR": 12340})
    assert tally_line(stated) == "tally 2016-10-01 17577 FR=12340 DE=5200 --=37"
    assert entries.withdrawal_line(7, "fraud") == "withdrawal 7 fraud"
    assert parse("closed").kind == "closed"
    assert parse(f"text {HASH}").hash == HASH
    assert parse("withdrawal 7 fraud") == entries.Line("withdrawal", index=7, reason="fraud")


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "closed ", "Closed", "closed\n", f"signature {HASH[:-1]}", f"signature {HASH.upper()}",
        f"signature  {HASH}", f"signature {HASH}\n", "withdrawal -1 fraud", "withdrawal 01 fraud",
        "withdrawal 1 whim", "tally 2016-13-01 0 --=0", "tally 2016-10-01 5 --=4", "tally 2016-10-01 10 FR=5 --=5",
        "tally 2016-10-01 30 DE=10 FR=20 --=0", "tally 2016-10-01 20 FR=10 FR=10 --=0", "tally 2016-10-01 0 FR=0 --=0",
        "tally 2016-10-01 010 --=10", "sheet 1", f"text {HASH} {HASH}", f"continues a.example/é/log 7 {HASH}",
        f"continues a.example\n/log 7 {HASH}",
    ],
)  # fmt: skip
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(NotAnEntry):
        parse(line)


@given(
    counts=st.dictionaries(CODES, st.integers(0, 10**6), max_size=30),
    unstated=st.frozensets(CODES, max_size=5),
)
def test_a_statement_shows_complete_tens_adds_up_and_parses_back(
    counts: dict[str, int], unstated: frozenset[str]
) -> None:
    total = sum(counts.values())
    stated = stated_figures(counts, unstated=unstated, day=date(2016, 10, 1))
    assert parse(tally_line(stated)).stated == stated
    assert sum(stated.countries.values()) + stated.not_shown == total
    for code, count in counts.items():
        shown = stated.countries.get(code)
        assert shown == (count - count % 10 if count >= 10 and code not in unstated else None)


def test_the_commitment_is_that_of_the_design() -> None:
    s, origin = bytes(range(32)), "example.org/clear-skies/log"
    got = commitment(
        origin=origin, text=HASH, s=s, name="Ame\u0301lie", address=" Amelie@Example.org ", country="FR"
    )

    def keyed(key: bytes, message: bytes) -> bytes:
        return hmac.new(key, message, hashlib.sha256).digest()

    identity = keyed(keyed(s, b"identity"), "Amélie\0amelie@example.org".encode())
    country = keyed(keyed(s, b"country"), b"FR")
    whole = b"campaign/signature/v1\n" + origin.encode() + b"\n" + bytes.fromhex(HASH) + identity + country
    assert got == hashlib.sha256(whole).hexdigest()
