"""Ed25519 in Python alone: the RFC's answers, and those of `cryptography`, of which each is judged the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib import ed25519
from tests.tally.test_verifier_signatures import ORDER, VECTORS

SEEDS = st.binary(min_size=32, max_size=32)


@pytest.mark.parametrize(("secret", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc(secret: str, message: str, signature: str) -> None:
    seed, text = bytes.fromhex(secret), bytes.fromhex(message)
    assert ed25519.slow_sign(seed, text).hex() == signature
    assert ed25519.slow_verifies(ed25519.slow_public_of(seed), bytes.fromhex(signature), text) is True


@given(SEEDS, st.binary(max_size=200))
def test_both_ways_make_the_same(seed: bytes, message: bytes) -> None:
    public, signature = ed25519.public_of(seed), ed25519.sign(seed, message)
    assert (ed25519.slow_public_of(seed), ed25519.slow_sign(seed, message)) == (public, signature)
    assert ed25519.slow_verifies(public, signature, message) is True
    assert ed25519.verifies(public, signature, message) is True


@given(st.integers(0, 63), st.integers(1, 255))
def test_a_changed_byte_never_passes(at: int, difference: int) -> None:
    public, signature = ed25519.public_of(bytes(32)), bytearray(ed25519.sign(bytes(32), b"text"))
    signature[at] ^= difference
    for judge in (ed25519.verifies, ed25519.slow_verifies):
        assert judge(public, bytes(signature), b"text") is False


def test_what_is_no_signature_or_key_at_all() -> None:
    public, signature = ed25519.public_of(bytes(32)), ed25519.sign(bytes(32), b"text")
    larger = signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    for judge in (ed25519.verifies, ed25519.slow_verifies):
        assert judge(public, larger, b"text") is False
        assert judge(public, signature[:-1], b"text") is False
        assert judge(public, b"", b"text") is False
        assert judge(public[:-1], signature, b"text") is False
        assert judge(b"\x02" + bytes(31), signature, b"text") is False
