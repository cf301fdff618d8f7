"""One value as one age file, the record's id inside: pure, the same on the server and on an organiser's computer.

Inside the file: the record's id (16 bytes), the length of what follows (4 bytes, big-endian), the value, zeros up to a
multiple of a step. So two records can't change places unnoticed, and a length tells little about a name.
"""

from collections.abc import Callable, Sequence

from pyrage import DecryptError, RecipientError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient

from campaign.lib import pasted

RECORD_LENGTH = 16
STEP = 544  # the names of a dozen groups and the longest of a signer fit into one
HEAD = RECORD_LENGTH + 4
SEALED = b"age-encryption.org/v1\n"


class Unreadable(Exception):
    """These bytes were not sealed by us, not for this record, or not to this identity."""


class NotToUs(Unreadable):
    """They were sealed to others, or changed: which of the two nobody can tell."""


def parse_recipient(text: str) -> Recipient:
    """A public key such as `age1…`. Raises ValueError for anything else."""
    try:
        return Recipient.from_str(pasted.code(text).lower())
    except RecipientError:
        raise ValueError("That is not an age recipient: it begins with age1 and is one word.") from None


def seal_to(plain: bytes, *, record_id: bytes, recipients: Sequence[Recipient], step: int = STEP) -> bytes:
    """An age file (binary, https://age-encryption.org/v1) that any one of `recipients` opens.

    `record_id` is the value's id, 16 bytes; what is sealed is padded to a multiple of `step` bytes. Raises
    ValueError without a recipient, or for a record of another length.
    """
    if not recipients:
        raise ValueError("nobody to seal to")
    if len(record_id) != RECORD_LENGTH:
        raise ValueError(f"a record's id has {RECORD_LENGTH} bytes")
    framed = record_id + len(plain).to_bytes(4, "big") + plain
    sealed: bytes = encrypt(framed + bytes(-len(framed) % step), list(recipients))
    return sealed


def open_with(sealed: bytes, *, record_id: bytes, identities: Sequence[Identity]) -> bytes:
    """What `seal_to` was given. Raises Unreadable: a wrong key, another record's bytes, a cut or changed file."""
    return Opener(identities).opened(sealed, record_id=record_id)


class Opener:
    """Opens many values with the same identities, faster than one by one."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self._identities = list(identities)
        self._fast = _fast(identities)

    def opened(self, sealed: bytes, *, record_id: bytes) -> bytes:
        """As `open_with`."""
        framed = self._fast(sealed)
        if framed is None:
            framed = self._by_pyrage(sealed)
        length = int.from_bytes(framed[RECORD_LENGTH:HEAD], "big")
        plain, rest = framed[HEAD : HEAD + length], framed[HEAD + length :]
        if framed[:RECORD_LENGTH] != record_id or len(plain) != length or rest.strip(b"\0"):
            raise Unreadable("not the record that was asked for")
        return plain

    def _by_pyrage(self, sealed: bytes) -> bytes:
        try:
            framed: bytes = decrypt(sealed, self._identities)
        except (DecryptError, ValueError):
            raise NotToUs("no identity that was given opens this, or it was changed") from None
        return framed


def _fast(identities: Sequence[Identity]) -> Callable[[bytes], bytes | None]:
    """What opens nearly all, where `cryptography` is installed, as it is on a server; None is what it doesn't open."""
    try:
        from campaign.vault.age_reader import Reader
    except ImportError:
        return lambda sealed: None
    return Reader(identities).opened
