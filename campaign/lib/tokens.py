"""Random tokens of 192 bits, given out once and stored only as a hash.

What stands in a link begins and ends in a letter or a digit: mail programs that make plain text clickable leave out a
`-` or `_` at its end. Tokens that were given out before may still begin or end in one of the two, and serve as ever.
"""

import re
import secrets
from hashlib import sha256
from itertools import product

SHAPE = re.compile(r"[A-Za-z0-9_-]{32}")
AT_THE_EDGES = {"-": "A", "_": "B"}


def new_token() -> str:
    """32 characters that are safe in a URL and hold 192 random bits, less a tenth of one."""
    return new_id(24)


def new_id(size: int) -> str:
    """As many random bytes as text that is safe in a link."""
    return whole(secrets.token_urlsafe(size))


def whole(token: str) -> str:
    """The token as a link carries it: a `-` or `_` at an end becomes a letter."""
    first, last = (AT_THE_EDGES.get(sign, sign) for sign in (token[0], token[-1]))
    return f"{first}{token[1:-1]}{last}"


def spellings(text: str) -> list[str]:
    """The tokens that `whole` makes into this text, itself first: what was stored or made before is one of these."""
    if len(text) < 2:
        return [text]
    firsts, lasts = ([sign, *_before(sign)] for sign in (text[0], text[-1]))
    return [f"{first}{text[1:-1]}{last}" for first, last in product(firsts, lasts)]


def _before(letter: str) -> list[str]:
    return [sign for sign, its_letter in AT_THE_EDGES.items() if its_letter == letter]


def hash_token(token: str, *, purpose: str) -> bytes:
    """The 32 bytes under which a token is stored; one of another purpose never matches."""
    return sha256(f"campaign/{purpose}/v1\n{token}".encode()).digest()


def well_formed(token: str) -> bool:
    """Whether this can be a token at all, so that no nonsense reaches the database."""
    return SHAPE.fullmatch(token) is not None
