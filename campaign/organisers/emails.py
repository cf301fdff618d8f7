"""Mails to organisers."""

from flask_babel import force_locale, gettext

from campaign.lib.languages import LANGUAGES
from campaign.mail.composing import Mail


def invitation(*, to: str, link: str, language: str, record_id: str) -> Mail:
    """What leads to the desk: it names no campaign, since others may read the mailbox."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext(
                "You are invited to help run a site. Within seven days, open this page and choose how you sign in:"
            ),
            link,
            gettext("You don’t know why? Then delete this message; nothing happens."),
        ]
        body = "\n\n".join(paragraphs) + "\n"
        return Mail(
            to=to, subject=gettext("An invitation"), body=body, language=language, record_id=record_id
        )
