"""What a passkey has to be to sign somebody in alone: it knows its owner by a finger or a code, and her account."""

from typing import Any

from flask_security import WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from campaign.lib.text import Unfit, clean_line
from campaign.organisers.messages import MESSAGES


class Passkeys(WebauthnUtil):
    """Flask-Security's, for passkeys of any kind of device."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """One that is unlocked each time, and found by the browser without an address being typed."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def authentication_options(
        self, user: Any, usage: list[str], existing_options: dict[str, Any]
    ) -> dict[str, Any]:
        """Unlocked each time: it stands for both factors."""
        return {**existing_options, "user_verification": UserVerificationRequirement.REQUIRED}

    def name_svn(self, name: str) -> tuple[str | None, str | None]:
        """What she calls it, or what is wrong with that."""
        try:
            called = clean_line(name)[:64]
        except Unfit:
            called = ""
        return (None, called) if called else (str(MESSAGES["WEBAUTHN_NAME_REQUIRED"][0]), None)
