"""Personal data in and out: the one door to what a signer gave.

The leading version byte says how a value is sealed. 0 stands for "not yet": the bytes themselves, on a
loopback address only, until recipients can be given.
"""

PLAIN = b"\x00"
RECORD_LENGTH = 16


class Unreadable(Exception):
    """These bytes were not sealed by us, or not for this record."""


def seal(plain: bytes, *, record: bytes) -> bytes:
    """The bytes to store, with the record's id (16 bytes) inside, so that two records can't change places."""
    return PLAIN + record + plain


def open(sealed: bytes, *, record: bytes, identity: object = None) -> bytes:
    """What `seal` was given. Raises Unreadable for bytes of another record or of no record."""
    if sealed[:1] != PLAIN or sealed[1 : 1 + RECORD_LENGTH] != record:
        raise Unreadable("not the record that was asked for")
    return sealed[1 + RECORD_LENGTH :]
