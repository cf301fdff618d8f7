"""What mails say of what somebody did. They name nobody, and no campaign but where harm is ruled out for one."""

from flask_babel import force_locale, gettext

from campaign.lib.languages import LANGUAGES
from campaign.mail.composing import Mail
from campaign.notifications.about import SITE, About
from campaign.organisers.emails import plain_mail


def somebody_new(*, to: str, language: str, record_id: str) -> Mail:
    """To owners, once an invitation was taken up."""
    with force_locale(LANGUAGES[language].locale):
        subject = gettext("Somebody new has joined")
        first = gettext("Somebody has taken up an invitation and can work at the desk now.")
        return _security(to, subject, first, language, record_id)


def somebody_stopped(*, to: str, language: str, record_id: str) -> Mail:
    """To all who work in the campaign: one of them has to confirm it, or a mistake be undone."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("Somebody who works at the desk has been stopped, and can’t get in."),
            gettext(
                "Sign in and look at the page People: a second person has to confirm it. If it was a mistake, an owner "
                "or whoever did it lets that person in again there."
            ),
            SITE.link(),
        ]
        return plain_mail(to, gettext("Somebody has been stopped"), paragraphs, language, record_id)


def another_role(*, to: str, language: str, record_id: str) -> Mail:
    """To owners."""
    with force_locale(LANGUAGES[language].locale):
        subject = gettext("Somebody’s role has been changed")
        first = gettext("What somebody may do at the desk has been changed.")
        return _security(to, subject, first, language, record_id)


def a_list(*, to: str, language: str, record_id: str) -> Mail:
    """To owners: names leave the server."""
    with force_locale(LANGUAGES[language].locale):
        subject = gettext("A list has been made")
        first = gettext("A list of names has been made, at the desk or by a command on the server.")
        return _security(to, subject, first, language, record_id)


def new_browser(*, to: str, language: str, record_id: str) -> Mail:
    """To owners, of somebody else."""
    with force_locale(LANGUAGES[language].locale):
        subject = gettext("A sign-in from a new browser")
        first = gettext("Somebody who works at the desk has signed in from a browser that is new to us.")
        return _security(to, subject, first, language, record_id)


def own_new_browser(*, to: str, language: str, record_id: str) -> Mail:
    """To her whose account it is."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("Somebody has signed in to your account from a browser that is new to us."),
            gettext(
                "If it was you, there is nothing to do. If it wasn’t, sign in, choose “Sign out everywhere” under "
                "“Your account”, and call another owner, who can stop your account."
            ),
            SITE.link(),
        ]
        return plain_mail(to, gettext("You signed in from a new browser"), paragraphs, language, record_id)


def another_key(*, to: str, language: str, record_id: str) -> Mail:
    """To all owners: somebody can read from now on what signers give."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("A key has been added. Whoever holds it can read what people give from now on."),
            gettext("Sign in and look at the page Keys. If you don’t know about it, call the other owners."),
            SITE.link(),
        ]
        return plain_mail(to, gettext("A key has been added"), paragraphs, language, record_id)


def answered(*, to: str, language: str, record_id: str, about: About) -> Mail:
    """To who works in the campaign."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [
            gettext("What a mission answered has been written down."),
            about.link("letters"),
            turned_off_at(),
        ]
        subject = about.headed(gettext("A mission has answered"), language)
        return plain_mail(to, subject, paragraphs, language, record_id)


def turned_off_at() -> str:
    """The last sentence of each mail that can be turned off."""
    return gettext("Don’t want mails like this? Turn them off at the desk, under “Your account”.")


def _security(to: str, subject: str, first: str, language: str, record_id: str) -> Mail:
    paragraphs = [
        first,
        gettext("The activity list says who it was. If you don’t know about it, call that person."),
        SITE.link(),
    ]
    return plain_mail(to, subject, paragraphs, language, record_id)
