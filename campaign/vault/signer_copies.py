"""The signer's copy: what she gave, under a key that only her link holds."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from campaign.vault.envelope import Unreadable

NONCE = 12


def seal_copy(plain: bytes, *, token: str, record_id: bytes) -> bytes:
    """AES-256-GCM under HKDF(token), bound to the record's id; 28 bytes longer than `plain`."""
    nonce = secrets.token_bytes(NONCE)  # nosemgrep: one_clock_and_real_chance - 96 bits are a nonce of GCM
    return nonce + _cipher(token).encrypt(nonce, plain, record_id)


def open_copy(sealed: bytes, *, token: str, record_id: bytes) -> bytes:
    """What `seal_copy` was given. Raises Unreadable under any other token or record."""
    try:
        return _cipher(token).decrypt(sealed[:NONCE], sealed[NONCE:], record_id)
    except (InvalidTag, ValueError):  # ValueError: too short to be one
        raise Unreadable("this link doesn't open this copy") from None


def _cipher(token: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"campaign/copy/v1").derive(token.encode()))
