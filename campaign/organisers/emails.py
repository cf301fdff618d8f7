"""Mails to organisers."""

from collections.abc import Sequence

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
            gettext("Don’t know why you got this? Delete this message, and nothing happens."),
        ]
        return plain_mail(to, gettext("An invitation"), paragraphs, language, record_id)


def readmission_asked(*, to: str, language: str, record_id: str) -> Mail:
    """To all owners: somebody is to be let in anew, and can be kept out for a day."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext(
                "An owner has asked to reset the sign-in of somebody who has lost password, phone and codes."
            ),
            gettext(
                "In 24 hours a link will go to that person’s mailbox. Call them before then. If it is somebody "
                "else who is asking, stop it under “People”."
            ),
        ]
        return plain_mail(to, gettext("Somebody’s sign-in is to be reset"), paragraphs, language, record_id)


def readmission(*, to: str, link: str, language: str, record_id: str) -> Mail:
    """To her, a day later."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [gettext("Within seven days, open this page and choose a new way to sign in:"), link]
        return plain_mail(to, gettext("Choose a new way to sign in"), paragraphs, language, record_id)


def password_changed(*, to: str, language: str, record_id: str) -> Mail:
    """To her, whoever it was that changed it."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("The password of your account has been changed, and all other browsers are signed out."),
            gettext(
                "If it was you, there is nothing to do. If it wasn’t, call another owner or whoever runs the server at "
                "once: they can stop your account and reset your sign-in."
            ),
        ]
        return plain_mail(to, gettext("Your password has been changed"), paragraphs, language, record_id)


def by_command(*, to: str, language: str, record_id: str) -> Mail:
    """To all owners, of what was done at the server's terminal."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("Something serious was done by a command on the server; it took effect at once."),
            gettext(
                "Sign in and look at the activity list. If you don’t know about it, call whoever runs the server."
            ),
        ]
        return plain_mail(to, gettext("Something was done on the server"), paragraphs, language, record_id)


def plain_mail(to: str, subject: str, paragraphs: Sequence[str], language: str, record_id: str) -> Mail:
    """Paragraphs under a subject; what is to be opened stands alone on its line."""
    return Mail(
        to=to, subject=subject, body="\n\n".join(paragraphs) + "\n", language=language, record_id=record_id
    )
