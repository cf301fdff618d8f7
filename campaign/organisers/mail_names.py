"""The mail addresses that organisers sign in with, read as any other that somebody pastes."""

from typing import Any

from flask_babel import gettext
from flask_security import EmailValidateException, MailUtil

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.refusal import message


class MailNames(MailUtil):
    """Flask-Security's, which sends nothing here and only says which account is meant."""

    def __init__(self, app: Any) -> None:
        """It needs nothing of the app."""

    def normalize(self, email: str) -> str:
        """The address that an account is found by. Raises EmailValidateException."""
        try:
            return deliverable(email).casefold()
        except NotAnAddress as problem:
            raise EmailValidateException(gettext(message(problem).sentence)) from None

    def validate(self, email: str) -> str:
        """The same: whether mail arrives, the mail itself shows."""
        return self.normalize(email)
