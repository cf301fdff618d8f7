"""The desk's two secrets, read when a page of the desk is asked for: no other page, and no command, needs them.

`sessions` signs what a browser carries, and may be replaced: everybody signs in anew. `desk` stands behind passwords
and one-time codes: without it nobody's would be right, so it is never made a second time.
"""

from functools import partial
from hashlib import sha256
from typing import Any

from flask import Flask, current_app
from itsdangerous import URLSafeTimedSerializer

from campaign.current import settings
from campaign.vault import keys

SESSIONS, DESK = "sessions", "desk"


def session_keys() -> list[bytes]:
    """What a cookie or a form's state may be signed with, the present one last. Raises NoSecret."""
    return keys.accepted(settings().keys, SESSIONS)


def of_desk(purpose: str) -> bytes:
    """32 bytes for one purpose of the desk, of its secret. Raises NoSecret."""
    return keys.keyed(keys.secret(settings().keys, DESK), purpose)


def hand_over(app: Flask) -> None:
    """Give Flask, Flask-WTF and Flask-Security theirs, where they look for them; they follow a replaced one.

    Raises NoSecret.
    """
    present = session_keys()[-1].hex()
    if app.config.get("SECRET_KEY") == present:
        return
    app.config["SECRET_KEY"] = present
    app.config["SECURITY_PASSWORD_SALT"] = of_desk("passwords").hex()


class Signed:
    """Flask-Security's signed states, by the keys of now: its own are made when the program starts."""

    def __init__(self, purpose: str) -> None:
        self.make = partial(URLSafeTimedSerializer, salt=purpose, signer_kwargs={"digest_method": sha256})

    def dumps(self, state: Any) -> str:
        """The state, signed and stamped."""
        return str(self.make(session_keys()).dumps(state))

    def loads(self, signed: str, max_age: int | None = None) -> Any:
        """The state. Raises itsdangerous.BadData."""
        return self.make(session_keys()).loads(signed, max_age=max_age)

    def loads_unsafe(self, signed: str) -> Any:
        """Whether it is ours, and the state, of one that is too old: Flask-Security asks for it then."""
        return self.make(session_keys()).loads_unsafe(signed)


def require() -> None:
    """Before anything of the desk is asked for. Raises NoSecret."""
    hand_over(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy
