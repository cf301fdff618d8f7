"""Mails to organisers about what they try."""

from flask_babel import force_locale, gettext

from campaign.lib.languages import LANGUAGES
from campaign.mail.composing import Mail


def rehearsal(*, to: str, language: str, record_id: str) -> Mail:
    """What shows where our mail lands: it leads nowhere, and names no campaign."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("This is the mail you sent yourself to see where it lands."),
            gettext("If it was in the spam folder, signers will find theirs there too: say so at the desk."),
        ]
        body = "\n\n".join(paragraphs) + "\n"
        subject = gettext("A mail to try")
        return Mail(to=to, subject=subject, body=body, language=language, record_id=record_id)
