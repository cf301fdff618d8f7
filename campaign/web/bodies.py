"""How long a request's body may be, and how long it may take to arrive, by its address. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Allowance:
    """What a body may have: so many bytes, within so many seconds of the request's head."""

    most_bytes: int
    seconds: float


FORM = Allowance(64 * 1024, 10)
UPLOAD = Allowance(5 * 1024 * 1024, 300)
UPLOADS = "/desk/uploads/"  # below it the desk is to take files, of whoever is signed in
UPLOAD_COOKIE = "uploads"  # of whoever is signed in; it says no more than that
SECURE = "__Secure-"  # before a cookie's name over TLS
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
# Where a server that reads bodies itself says by this key of the environment with which status it gave up.
GAVE_UP = "campaign.gave_up"


def is_upload(path: str) -> bool:
    """Whether a file may be sent there."""
    return path.startswith(UPLOADS)
