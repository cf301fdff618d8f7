"""The token in the link that ends updates: one signature's, nobody else's, and nothing to be read in it."""

import base64
import re

from hypothesis import given
from hypothesis import strategies as st

from campaign.lists.unsubscribe_links import meant, unsubscribe_token

RECORDS = st.binary(min_size=16, max_size=16)


@given(st.binary(min_size=32, max_size=32), st.integers(1, 2**24 - 1), st.integers(0, 2**40 - 1), RECORDS)
def test_a_token_is_one_signatures_of_one_campaign(
    key: bytes, campaign: int, signature: int, record_id: bytes
) -> None:
    token = unsubscribe_token(key, campaign=campaign, signature=signature, record_id=record_id)
    assert re.fullmatch(r"[\w-]{36}", token)
    found = meant(token, [bytes(32), key])
    assert found is not None
    assert (found.campaign, found.signature) == (campaign, signature)
    other = bytes([record_id[0] ^ 1]) + record_id[1:]
    assert (found.is_of(record_id), found.is_of(other), found.is_of(None)) == (True, False, False)
    shown = base64.urlsafe_b64decode(token)
    next_one = unsubscribe_token(key, campaign=campaign, signature=signature ^ 1, record_id=record_id)
    assert signature.to_bytes(5, "big") not in shown
    assert shown[:12] != base64.urlsafe_b64decode(next_one)[:12]


@given(st.integers(0, 23), st.integers(1, 255))
def test_a_changed_token_is_nobodys(place: int, change: int) -> None:
    raw = bytearray(
        base64.urlsafe_b64decode(unsubscribe_token(b"k" * 32, campaign=1, signature=7, record_id=bytes(16)))
    )
    raw[place] ^= change
    assert meant(base64.urlsafe_b64encode(raw).decode(), [b"k" * 32]) is None


def test_another_servers_key_proves_nothing() -> None:
    assert (
        meant(unsubscribe_token(b"a" * 32, campaign=1, signature=7, record_id=bytes(16)), [b"b" * 32]) is None
    )
