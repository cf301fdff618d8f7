"""Passwords: how one may look, and how it is kept (argon2id, 19 MiB, two rounds, behind a secret of the desk)."""

import threading

from campaign.lib.refusal import Refusal
from campaign.organisers import desk_keys

SHORTEST, LONGEST = 12, 200
# One at a time: each takes 19 MiB and some hundredths of a second of a processor.
_HASHING = threading.Lock()


def hashed(password: str, *, email: str) -> str:
    """What is stored of a new password. Raises Refusal for one that would be guessed, NoSecret without the desk's."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal("organisers/password-length", shortest=SHORTEST, longest=LONGEST)
    parts = {email.casefold(), email.casefold().partition("@")[0]}
    if len(set(password)) < 5 or password.casefold() in parts:
        raise Refusal("organisers/password-guessed")
    desk_keys.require()
    from flask_security import hash_password  # who signs in needs it, and no command that makes no password
    from flask_security.proxies import _security

    with _HASHING:
        return str(hash_password(_security._password_util.normalize(password)))
