"""Stamped values: signed with the second at which they were made, and kept nowhere."""

from collections.abc import Sequence
from hashlib import sha256

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

from campaign.lib import clock


class Forged(Exception):
    """Not a stamp of ours, or not one for this purpose."""


class TooOld(Exception):
    """A stamp of ours whose time has passed."""


def stamp(value: str, *, keys: Sequence[bytes], purpose: str) -> str:
    """`value` with time and signature, by the last of `keys`; safe in a form field."""
    return _signer(keys, purpose).sign(value).decode()


def read(stamped: str, *, keys: Sequence[bytes], purpose: str, most: int) -> tuple[str, float]:
    """The value and its age in seconds, stamped by any of `keys`. Raises Forged, or TooOld past `most` seconds."""
    try:
        value, made = _signer(keys, purpose).unsign(stamped, max_age=most, return_timestamp=True)
    except SignatureExpired:
        raise TooOld from None
    except (BadSignature, ValueError):
        raise Forged from None
    return value.decode(), (clock.now() - made).total_seconds()


def _signer(keys: Sequence[bytes], purpose: str) -> TimestampSigner:
    return TimestampSigner(list(keys), salt=purpose, digest_method=sha256)
