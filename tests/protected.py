"""A file under a passphrase as age writes it, for which a guess costs a millisecond; pyrage's costs a second."""

import hmac
import os
from base64 import b64encode
from textwrap import wrap

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

LOG_N = 10
MOST = 64 * 1024  # bytes of a chunk
by_pyrage = pyrage.passphrase.encrypt


def lightly(plain: bytes, words: str, armored: bool = False) -> bytes:
    """What age opens with these words."""
    assert len(plain) <= MOST, "this writes one chunk"
    salt, file_key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    scrypt = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << LOG_N, r=8, p=1)
    stanza = ChaCha20Poly1305(scrypt.derive(words.encode())).encrypt(bytes(12), file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_base64(salt), LOG_N, _base64(stanza))
    tag = _base64(hmac.digest(_derived(file_key, b"", b"header"), header, "sha256"))
    chunk = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(bytes(11) + b"\1", plain, None)
    raw = b"%s %s\n%s%s" % (header, tag, nonce, chunk)
    return _armoured(raw) if armored else raw


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _base64(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _armoured(raw: bytes) -> bytes:
    lines = ["-----BEGIN AGE ENCRYPTED FILE-----", *wrap(b64encode(raw).decode(), 64)]
    return "\n".join([*lines, "-----END AGE ENCRYPTED FILE-----", ""]).encode()
