"""One-time codes of an authenticator app (RFC 6238): the secret lies encrypted, and no code serves twice."""

from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import segno
from flask import render_template, session, url_for
from flask_login import current_user
from flask_security import Totp, views
from flask_security.utils import check_and_get_token_status
from passlib.exc import UsedTokenError
from passlib.totp import TOTP
from sqlalchemy import or_, update

from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import pasted
from campaign.organisers.desk_keys import of_desk
from campaign.organisers.messages import CODE_WRONG
from campaign.organisers.models import Organiser

SET_UP_WITHIN = timedelta(minutes=30)


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


def switch_on(token: str) -> Any:
    """Switch the codes on with the first that an app shows. After a wrong one it is asked for at the same square.

    Flask-Security would have another square scanned, and the app would show the digits of both.
    """
    answer: Any = views.two_factor_setup_validate(token)
    if urlsplit(answer.location).path != url_for("security.two_factor_setup"):
        return answer
    expired, invalid, state = check_and_get_token_status(token, "tf_setup", SET_UP_WITHIN)
    if expired or invalid:
        return answer
    session["_flashes"] = session.get("_flashes", [])[:-1]  # it stands at its field
    square = OneTimeCodes().fetch_setup_values(state["totp_secret"], current_user)
    page = render_template(
        "desk/codes.html", chosen_method="authenticator", state_token=token, wrong=CODE_WRONG,
        authr_qrcode=square["image"], authr_key=square["key"],
    )  # fmt: skip
    return page, 422
