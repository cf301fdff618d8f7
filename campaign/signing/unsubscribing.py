"""The link that ends updates: the signature's id, hidden, and an HMAC of it. It works for as long as the row is there,
after a withdrawal and after the purge too, and says nothing of who signed or when. Pure.
"""

import base64
import hmac
from collections.abc import Iterator, Sequence

from campaign.lib.tokens import well_formed
from campaign.vault.keys import keyed

PURPOSE = "unsubscribe"  # the secret's name
TAG = 16
LARGEST = 2**63 - 1


def unsubscribe_token(key: bytes, *, campaign: int, signature: int) -> str:
    """32 characters that are safe in a URL: 16 bytes of HMAC, then the id, 8 bytes, under a pad made from them."""
    tag = _tag(key, campaign, signature)
    return base64.urlsafe_b64encode(tag + _padded(key, tag, signature.to_bytes(8, "big"))).decode()


def possible_signatures(token: str, keys: Sequence[bytes]) -> Iterator[int]:
    """The ids that this may stand for, one a key. Whoever finds the row asks `proves` before believing it."""
    if not well_formed(token):
        return
    raw = base64.urlsafe_b64decode(token)
    for key in keys:
        number = int.from_bytes(_padded(key, raw[:TAG], raw[TAG:]), "big")
        if number <= LARGEST:
            yield number


def proves(token: str, keys: Sequence[bytes], *, campaign: int, signature: int) -> bool:
    """Whether the token is this signature's, compared in constant time."""
    made = [unsubscribe_token(key, campaign=campaign, signature=signature) for key in keys]
    return any(hmac.compare_digest(token.encode(), each.encode()) for each in made)


def _tag(key: bytes, campaign: int, signature: int) -> bytes:
    return keyed(key, "unsubscribe", str(campaign), str(signature))[:TAG]


def _padded(key: bytes, tag: bytes, eight: bytes) -> bytes:
    pad = keyed(key, "hide", tag.hex())
    return bytes(one ^ other for one, other in zip(eight, pad, strict=False))
