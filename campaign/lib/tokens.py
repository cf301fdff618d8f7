"""Random tokens of 192 bits, given out once and stored only as a hash."""

import re
import secrets
from hashlib import sha256

SHAPE = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """32 characters that are safe in a URL and hold 192 random bits."""
    return secrets.token_urlsafe(24)


def hash_token(token: str, *, purpose: str) -> bytes:
    """The 32 bytes under which a token is stored; one of another purpose never matches."""
    return sha256(f"campaign/{purpose}/v1\n{token}".encode()).digest()


def well_formed(token: str) -> bool:
    """Whether this can be a token at all, so that no nonsense reaches the database."""
    return SHAPE.fullmatch(token) is not None
