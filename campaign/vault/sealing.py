"""What a signer gave is sealed here, to the holders. The server has only recipients: what it seals it can't read."""

from collections.abc import Callable
from typing import Any

from flask import current_app
from pyrage.x25519 import Recipient

from campaign.lib.kept import Briefly
from campaign.vault import queries
from campaign.vault.envelope import parse_recipient, seal_to

REMEMBERED_SECONDS = 2


class NoRecipient(Exception):
    """There is nobody to seal to, so nothing may be stored."""


def seal(plain: bytes, *, record: bytes) -> bytes:
    """An age file that every holder opens, with the record's id (16 bytes) inside. Raises NoRecipient."""
    return seal_to(plain, record=record, recipients=recipients())


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
