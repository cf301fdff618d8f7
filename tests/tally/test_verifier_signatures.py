"""The verifier's own Ed25519 against RFC 8032 and against `cryptography`."""

import contextlib
import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tally.logs import verifier

ORDER = 2**252 + 27742317777372353535851937790883648493
# RFC 8032, 7.1: secret key, message, signature.
VECTORS = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


def ours(public: bytes, message: bytes, signature: bytes) -> bool:
    with contextlib.suppress(SystemExit):  # a key that is no point
        return bool(verifier().signed(public, message, signature))
    return False


def theirs(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("secret", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc(secret: str, message: str, signature: str) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert ours(key.public_key().public_bytes_raw(), bytes.fromhex(message), bytes.fromhex(signature))


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 127), st.integers(1, 255))
def test_it_agrees_with_another_implementation(secret: bytes, message: bytes, at: int, flip: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert ours(public, message, signature)
    whole = bytearray(public + signature + hashlib.sha256(message).digest())
    whole[at] ^= flip
    wrong = bytes(whole[:32]), message + bytes(whole[96:]), bytes(whole[32:96])
    assert ours(*wrong) is theirs(*wrong) is False


def test_one_signature_has_one_form() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"text")
    s = int.from_bytes(signature[32:], "little")
    assert not ours(public, b"text", signature[:32] + (s + ORDER).to_bytes(32, "little"))
    for wrong in (signature[:-1], signature + b"\0", b"", signature * 2):
        assert not ours(public, b"text", wrong)
    with pytest.raises(SystemExit, match=r"^FAILED signature by a key that is not a point$"):
        verifier().signed(b"\xff" * 32, b"text", signature)
    for point in (
        b"\xff" * 32,
        (2**255 - 19).to_bytes(32, "little"),
        b"\x02" + bytes(31),
        b"\x01" + bytes(30) + b"\x80",
    ):
        assert not ours(point, b"text", signature)
