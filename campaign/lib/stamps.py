"""Stamped values: signed with the second at which they were made, and kept nowhere.

They are as itsdangerous' `TimestampSigner` makes them with SHA-256, value, second and signature with a dot between each
two, and are made and read here in a third of its time: every form brings some.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

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
    second = int(clock.unmoved().timestamp())
    made = b"%b.%b" % (value.encode(), _as_text(second.to_bytes(-(-second.bit_length() // 8), "big")))
    return (made + b"." + _signature(made, keys[-1], purpose)).decode()


def read(stamped: str, *, keys: Sequence[bytes], purpose: str, most: int) -> tuple[str, float]:
    """The value and its age in seconds, stamped by any of `keys`; below zero where another clock is ahead of ours.

    Raises Forged, TooOld past `most` seconds, and FromAhead where it is more than AHEAD.
    """
    made, _, signature = stamped.encode(errors="replace").rpartition(b".")
    if not any(hmac.compare_digest(signature, _signature(made, key, purpose)) for key in keys):
        raise Forged
    value, _, second = made.rpartition(b".")
    age = clock.now().timestamp() - int.from_bytes(
        urlsafe_b64decode(second + b"=" * (-len(second) % 4)), "big"
    )
    if age > most:
        raise TooOld
    if age < -AHEAD:
        raise FromAhead
    return value.decode(), age


def _signature(made: bytes, key: bytes, purpose: str) -> bytes:
    return _as_text(hmac.digest(_derived(key, purpose), made, "sha256"))


@lru_cache(maxsize=20)
def _derived(key: bytes, purpose: str) -> bytes:
    """The key of a purpose."""
    return sha256(b"%bsigner%b" % (purpose.encode(), key)).digest()


def _as_text(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")
