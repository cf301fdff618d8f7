"""Stamped values: signed with the second at which they were made, and kept nowhere."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from itsdangerous import BadSignature, TimestampSigner

from campaign.lib import clock

# How far the clock of the machine that made a stamp may be ahead of ours. Nobody but us makes one, so it costs nothing.
AHEAD = 300  # seconds


class Forged(Exception):
    """Not a stamp of ours, or not one for this purpose."""


class TooOld(Exception):
    """A stamp of ours whose time has passed."""


class FromAhead(Exception):
    """A stamp of ours from further ahead than clocks may differ: one of ours was set back, or is wrong."""


def stamp(value: str, *, keys: Sequence[bytes], purpose: str) -> str:
    """`value` with time and signature, by the last of `keys`; safe in a form field."""
    return _signer(keys, purpose).sign(value).decode()


def read(stamped: str, *, keys: Sequence[bytes], purpose: str, most: int) -> tuple[str, float]:
    """The value and its age in seconds, stamped by any of `keys`; below zero where another clock is ahead of ours.

    Raises Forged, TooOld past `most` seconds, and FromAhead where it is more than AHEAD.
    """
    try:
        value, made = _signer(keys, purpose).unsign(stamped, return_timestamp=True)
    except (BadSignature, ValueError):
        raise Forged from None
    age = (clock.now() - made).total_seconds()
    if age > most:
        raise TooOld
    if age < -AHEAD:
        raise FromAhead
    return value.decode(), age


def _signer(keys: Sequence[bytes], purpose: str) -> TimestampSigner:
    return _signer_with(tuple(keys), purpose)


@lru_cache(maxsize=20)
def _signer_with(keys: tuple[bytes, ...], purpose: str) -> TimestampSigner:
    return TimestampSigner(list(keys), salt=purpose, digest_method=sha256)
