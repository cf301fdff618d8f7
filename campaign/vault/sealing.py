"""Personal data in and out: the one door to what a signer gave.

The server has only recipients, so what it seals it can't read a second later. Values of before there were any begin
with a zero byte and stand as they were given, until `campaign keys seal-existing` has been there.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from flask import current_app
from pyrage.x25519 import Identity, Recipient

from campaign.lib.caches import Briefly
from campaign.vault import queries
from campaign.vault.envelope import (
    PLAIN,
    RECORD_LENGTH,
    Unreadable,
    is_plain,
    open_either,
    parse_recipient,
    seal_to,
)

__all__ = ["PLAIN", "RECORD_LENGTH", "NoRecipient", "Unreadable", "is_plain", "open", "seal"]
REMEMBERED_SECONDS = 2
Identities: TypeAlias = Identity | Sequence[Identity]


class NoRecipient(Exception):
    """There is nobody to seal to, so nothing may be stored."""


def seal(plain: bytes, *, record_id: bytes) -> bytes:
    """An age file that every holder opens, with the record's id (16 bytes) inside. Raises NoRecipient."""
    return seal_to(plain, record_id=record_id, recipients=recipients())


def open(sealed: bytes, *, record_id: bytes, identity: Identities = ()) -> bytes:
    """What `seal` was given. Raises Unreadable for another key, another record, or bytes that were never sealed.

    `identity` is one age identity or several; values of before there was sealing need none.
    """
    identities = list(identity) if isinstance(identity, Sequence) else [identity]
    return open_either(sealed, record_id=record_id, identities=identities)


def recipients() -> list[Recipient]:
    """Of all holders that aren't retired, at most two seconds old. Raises NoRecipient."""
    found: list[Recipient] = remembered("holders", _recipients)
    if not found:
        raise NoRecipient
    return found


def remembered(key: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, kept for a moment by this process; a None is asked for again."""
    kept: Briefly = current_app.extensions.setdefault("vault", Briefly())
    return kept.get(key, make, seconds=0 if current_app.testing else REMEMBERED_SECONDS)


def _recipients() -> list[Recipient] | None:
    return [parse_recipient(each.recipient) for each in queries.holders()] or None
