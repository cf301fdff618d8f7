"""One-time codes of an authenticator app (RFC 6238): the secret lies encrypted, and no code serves twice."""

from functools import cached_property
from typing import Any

import segno
from flask_security import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TOTP
from sqlalchemy import or_, update

from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import pasted
from campaign.organisers.desk_keys import of_desk
from campaign.organisers.models import Organiser


class OneTimeCodes(Totp):
    """Flask-Security's, with a key that is read when it is needed, and with the last code that was used."""

    def __init__(self, *_: Any) -> None:
        """It hands over keys of its own, made when the program starts; ours may not be there yet."""

    @cached_property
    def _totp(self) -> Any:
        return TOTP.using(issuer=settings().host, secrets={"1": of_desk("one-time codes").hex()})

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Whether it is the code of now, in whatever digits and groups it was typed."""
        digits = "".join(sign for sign in pasted.code(token) if sign.isalnum())
        return super().verify_totp(digits, totp_secret, user, window)

    def get_last_counter(self, user: Any) -> int | None:
        """The half minute whose code was used last."""
        step: int | None = user.one_time_step
        return step

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Use up a code. Raises UsedTokenError where another request did so first."""
        later = or_(Organiser.one_time_step.is_(None), Organiser.one_time_step < tmatch.counter)
        with transaction() as session:
            statement = (
                update(Organiser).where(Organiser.id == user.id, later).values(one_time_step=tmatch.counter)
            )
            used: Any = session.execute(statement.execution_options(synchronize_session=False))
            if not used.rowcount:
                raise UsedTokenError

    def generate_qrcode(self, username: str, totp: str) -> str:
        """What an app photographs, as an address of an image."""
        code = segno.make(self.get_totp_uri(username, totp), error="m", micro=False)
        return code.svg_data_uri(border=2, scale=4, light="#fff")
