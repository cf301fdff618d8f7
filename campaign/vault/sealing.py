"""What a signer gave is sealed here, to the holders. The server has only recipients: what it seals it can't read."""

from pyrage.x25519 import Recipient

from campaign.vault import queries
from campaign.vault.envelope import parse_recipient, seal_to
from campaign.web.caching import briefly

REMEMBERED_SECONDS = 2


class NoRecipient(Exception):
    """There is nobody to seal to, so nothing may be stored."""


def seal(plain: bytes, *, record_id: bytes) -> bytes:
    """An age file that every holder opens, with the record's id (16 bytes) inside. Raises NoRecipient."""
    return seal_to(plain, record_id=record_id, recipients=recipients())


def recipients() -> list[Recipient]:
    """Of all holders that aren't retired, at most two seconds old. Raises NoRecipient."""
    of_holders: list[Recipient] = briefly("holders", _recipients, seconds=REMEMBERED_SECONDS)
    if not of_holders:
        raise NoRecipient
    return of_holders


def _recipients() -> list[Recipient] | None:
    return [parse_recipient(each.recipient) for each in queries.holders()] or None
