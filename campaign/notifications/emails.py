"""What mails say of what somebody did. They name nobody, and no campaign but where harm is ruled out for one."""

from typing import NamedTuple, assert_never

from flask_babel import force_locale, gettext, lazy_gettext

from campaign.lib.languages import LANGUAGES
from campaign.mail.composing import Mail
from campaign.notifications.about import SITE, About
from campaign.notifications.kinds import Grave, Heard
from campaign.organisers.emails import plain_mail


class Words(NamedTuple):
    """A subject, what is so, and what to do; in the language that is spoken when they are read."""

    subject: str
    what: str
    deed: str


CALL = lazy_gettext("The activity list says who it was. If you don’t know about it, call that person.")
SECURITY = {
    Heard.PERSON: Words(
        lazy_gettext("Somebody new has joined"),
        lazy_gettext("Somebody has taken up an invitation and can work at the desk now."),
        CALL,
    ),
    # To all who work in the campaign: one of them has to confirm it, or a mistake be undone.
    Heard.STOPPED: Words(
        lazy_gettext("Somebody has been stopped"),
        lazy_gettext("Somebody who works at the desk has been stopped, and can’t get in."),
        lazy_gettext(
            "Sign in and look at the page “People”: a second person has to confirm it. If it was a mistake, an "
            "owner or whoever did it lets that person in again there."
        ),
    ),
    Heard.ROLE: Words(
        lazy_gettext("Somebody’s role has been changed"),
        lazy_gettext("What somebody may do at the desk has been changed."),
        CALL,
    ),
    Heard.LIST: Words(
        lazy_gettext("A list has been made"),
        lazy_gettext("A list of names has been made, at the desk or by a command on the server."),
        CALL,
    ),
    Heard.NAMES: Words(
        lazy_gettext("Names can be opened beside the signatures"),
        lazy_gettext(
            "Somebody has turned on names: key holders can now open them beside the signatures, in a page that "
            "comes from the server."
        ),
        CALL,
    ),
    Heard.BROWSER: Words(
        lazy_gettext("A sign-in from a new browser"),
        lazy_gettext("Somebody who works at the desk has signed in from a browser that is new to us."),
        CALL,
    ),
    # Whoever holds it can read from now on what signers give.
    Heard.KEY: Words(
        lazy_gettext("A key has been added"),
        lazy_gettext("A key has been added. Whoever holds it can read what people give from now on."),
        lazy_gettext(
            "Sign in and look at the page “Keys”. If you don’t know about it, call the other owners."
        ),
    ),
}
OWN_BROWSER = Words(
    lazy_gettext("You signed in from a new browser"),
    lazy_gettext("Somebody has signed in to your account from a browser that is new to us."),
    lazy_gettext(
        "If it was you, there is nothing to do. If it wasn’t, sign in, choose “Sign out everywhere” under "
        "“Your account”, and call another owner, who can stop your account."
    ),
)

OWN_FACTOR = Words(
    lazy_gettext("What you sign in with has been changed"),
    lazy_gettext(
        "A passkey, the one-time codes or the recovery codes of your account have been added, changed or removed."
    ),
    lazy_gettext(
        "If it was you, there is nothing to do. If it wasn’t, call another owner or whoever runs the server at "
        "once: they can stop your account and reset your sign-in."
    ),
)


def security(*, to: str, language: str, record_id: str, words: Words) -> Mail:
    """What nobody can turn off: it names nobody, and no campaign."""
    with force_locale(LANGUAGES[language].locale):
        paragraphs = [str(words.what), str(words.deed), SITE.link()]
        return plain_mail(to, str(words.subject), paragraphs, language, record_id)


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


def grave_act(*, to: str, language: str, record_id: str, grave: Grave, about: About, at_once: bool) -> Mail:
    """To the other owners, before the hour runs: what it is only where harm is ruled out, and never in the subject."""
    with force_locale(LANGUAGES[language].locale):
        what = (
            _grave(grave) if about.slug else gettext("Somebody has asked for something serious at the desk.")
        )
        if at_once:
            then = gettext("It is done at once: the site is on one computer alone.")
            subject = gettext("Something is being done at once")
            return plain_mail(to, subject, [f"{what} {then}", about.link(_page(grave))], language, record_id)
        then = gettext("It will be done in an hour at the earliest, unless you stop it.")
        paragraphs = [
            f"{what} {then}",
            gettext(
                "Sign in to see what it is. If you can’t reach that person by telephone, stop it: it can be asked for "
                "again."
            ),
            about.link(_page(grave)),
        ]
        return plain_mail(to, gettext("Something will happen in an hour"), paragraphs, language, record_id)


def _grave(grave: Grave) -> str:
    match grave:
        case Grave.LETTERS:
            return gettext("Somebody has asked for letters to be sent to missions.")
        case Grave.REMOVAL:
            return gettext("Somebody has asked for many signatures to be removed from the count.")
        case Grave.CLOSE:
            return gettext("Somebody has asked for the campaign to be closed for good.")
        case Grave.OWNER:
            return gettext("Somebody has asked for another person to become an owner.")
    assert_never(grave)


def _page(grave: Grave) -> str:
    return "letters" if grave is Grave.LETTERS else ""


def turned_off_at() -> str:
    """The last sentence of each mail that can be turned off."""
    return gettext("Don’t want mails like this? Turn them off at the desk, under “Your account”.")
