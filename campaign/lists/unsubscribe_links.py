"""The link that ends updates: which signature, hidden, under an HMAC. It says nothing of who signed or when.

Without Flask and SQLAlchemy.

It is bound to the record's id too, which is random: after a restored backup another signature may have her number. A
link of ours is known without the row, so it shows the same when the record is erased, or the row itself was lost.
"""

import base64
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from campaign.lib.tokens import spellings, whole
from campaign.vault.keys import keyed

PURPOSE = "unsubscribe"  # the secret's name
# Bytes of a token's 27. Nobody makes a link without the key; one that acts on a given signature has its mark as well.
TAG, CAMPAIGN, SIGNATURE, MARK = 16, 3, 5, 3
LENGTH = 36
SHAPE = re.compile(r"[A-Za-z0-9_-]{36}")


@dataclass(frozen=True)
class Meant:
    """Whose updates a link ends: her campaign, her signature's number, and the mark of her record."""

    campaign: int
    signature: int
    mark: bytes
    key: bytes

    def is_of(self, record_id: bytes | None) -> bool:
        """Whether the link was made for this record; an erased one is nobody's."""
        return record_id is not None and hmac.compare_digest(self.mark, _mark(self.key, record_id))


def unsubscribe_token(key: bytes, *, campaign: int, signature: int, record_id: bytes) -> str:
    """36 characters that are safe in a URL: the HMAC, then what it covers under a pad made from it."""
    plain = campaign.to_bytes(CAMPAIGN, "big") + signature.to_bytes(SIGNATURE, "big") + _mark(key, record_id)
    tag = _tag(key, plain)
    return whole(base64.urlsafe_b64encode(tag + _padded(key, tag, plain)).decode())


def meant(token: str, keys: Sequence[bytes]) -> Meant | None:
    """Whom a link is about; None for one that none of these keys has made."""
    if not SHAPE.fullmatch(token):
        return None
    for raw, key in product(map(base64.urlsafe_b64decode, spellings(token)), keys):
        tag = raw[:TAG]
        plain = _padded(key, tag, raw[TAG:])
        if hmac.compare_digest(tag, _tag(key, plain)):
            campaign, signature = plain[:CAMPAIGN], plain[CAMPAIGN:-MARK]
            return Meant(
                int.from_bytes(campaign, "big"), int.from_bytes(signature, "big"), plain[-MARK:], key
            )
    return None


def _tag(key: bytes, plain: bytes) -> bytes:
    return keyed(key, "unsubscribe", plain.hex())[:TAG]


def _mark(key: bytes, record_id: bytes) -> bytes:
    return keyed(key, "record", record_id.hex())[:MARK]


def _padded(key: bytes, tag: bytes, plain: bytes) -> bytes:
    pad = keyed(key, "hide", tag.hex())
    return bytes(one ^ other for one, other in zip(plain, pad, strict=False))
