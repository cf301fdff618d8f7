"""Age files as we seal them, opened by X25519 and ChaCha20-Poly1305 of `cryptography` in a third of pyrage's time.

A strict reader of a part of https://age-encryption.org/v1: X25519 and grease stanzas alone, each in its one canonical
form, and a payload of one chunk. What it doesn't open isn't refused by that: pyrage is asked, which knows all the rest.
A holder's computer may lack `cryptography`; importing this module is then an ImportError.
"""

import hmac
import re
from binascii import a2b_base64
from collections.abc import Iterator, Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pyrage.x25519 import Identity

# 32 bytes in base64 without padding: the last sign has two bits to spare, which are zero.
B64, LAST_OF_32 = rb"[A-Za-z0-9+/]", rb"[AEIMQUYcgkosw048]"
WORD = B64 + b"{42}" + LAST_OF_32
STANZA = rb"-> X25519 (%b)\n(%b)\n" % (WORD, WORD)
BODY = rb"(?:%b{64}\n)*(?:%b{4}){0,15}(?:%b[AQgw]|%b{2}%b)?\n" % (B64, B64, B64, B64, LAST_OF_32)
GREASE = rb"-> [!-~]*-grease(?: [!-~]+)*\n" + BODY
HEADER = re.compile(rb"(age-encryption\.org/v1\n(?:%b|%b)+---) (?P<mac>%b)\n" % (STANZA, GREASE, WORD))
SHARES = re.compile(STANZA)
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
NO_NONCE, ONLY_CHUNK = bytes(12), bytes(11) + b"\x01"
BLOCK = 64  # bytes that SHA-256 takes at once
INNER, OUTER = (int.from_bytes(bytes([each]) * BLOCK, "big") for each in (0x36, 0x5C))
NONCE, TAG, CHUNK = 16, 16, 64 * 1024


class Reader:
    """Opens files with the same identities, one after another."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        private = [X25519PrivateKey.from_private_bytes(_secret(each)) for each in identities]
        self._keys = [(key, key.public_key().public_bytes_raw()) for key in private]
        self._last = (0, 0)

    def opened(self, file: bytes) -> bytes | None:
        """What lies in it; None if this reader can't open it."""
        header = HEADER.match(file)
        if header is None or not NONCE + TAG <= len(file) - header.end() <= NONCE + CHUNK + TAG:
            return None
        file_key = self._file_key(SHARES.findall(file, 0, header.end(1)))
        if file_key is None:
            return None
        mac = _hmac(_derived(file_key, b"", b"header"), header[1])
        if not hmac.compare_digest(mac, a2b_base64(header["mac"] + b"=")):
            return None
        begin = header.end() + NONCE
        payload_key = _derived(file_key, file[header.end() : begin], b"payload")
        return _decrypted(payload_key, ONLY_CHUNK, file[begin:])

    def _file_key(self, stanzas: list[tuple[bytes, bytes]]) -> bytes | None:
        """Of the first stanza that is to one of us: files of one list have each holder's at the same place.

        The stanzas before it aren't looked at. So who seals a file to us can make one that pyrage refuses, for what
        stands in those, and that opens here: to what the same person could have sealed by itself.
        """
        for number, place in self._places(len(stanzas)):
            try:
                file_key = self._unwrapped(number, *stanzas[place])
            except ValueError:  # a share of low order, for which pyrage refuses the whole file
                return None
            if file_key is not None:
                self._last = (number, place)
                return file_key
        return None

    def _unwrapped(self, number: int, share_word: bytes, body_word: bytes) -> bytes | None:
        """The file key in a stanza, if it is to this identity. Raises ValueError for a share of low order."""
        key, public = self._keys[number]
        share = a2b_base64(share_word + b"=")
        shared = key.exchange(X25519PublicKey.from_public_bytes(share))
        wrap_key = _derived(shared, share + public, b"age-encryption.org/v1/X25519")
        return _decrypted(wrap_key, NO_NONCE, a2b_base64(body_word + b"="))

    def _places(self, stanzas: int) -> Iterator[tuple[int, int]]:
        """(identity, stanza), the pair that opened the file before first."""
        if self._last[1] < stanzas:
            yield self._last
        for number in range(len(self._keys)):
            for place in range(stanzas):
                if (number, place) != self._last:
                    yield number, place


def _decrypted(key: bytes, nonce: bytes, sealed: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        return None


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of one block, 32 bytes."""
    return _hmac(_hmac(salt, secret), purpose + b"\x01")


def _hmac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) with a key of at most 64 bytes, quicker than `hmac.digest`; a file takes seven."""
    padded = int.from_bytes(key.ljust(BLOCK, b"\0"), "big")
    inner = sha256((padded ^ INNER).to_bytes(BLOCK, "big") + message).digest()
    return sha256((padded ^ OUTER).to_bytes(BLOCK, "big") + inner).digest()


def _secret(identity: Identity) -> bytes:
    """The 32 bytes in AGE-SECRET-KEY-1…, whose checksum pyrage has looked at."""
    digits = str(identity).lower().rpartition("1")[2][:-6]
    number = 0
    for digit in digits:
        number = number << 5 | BECH32.index(digit)
    return (number >> 5 * len(digits) - 256).to_bytes(32, "big")
