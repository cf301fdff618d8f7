"""What mails say of what holds now. Figures are the public total and those of the overview, never a country's."""

from collections.abc import Sequence
from datetime import date

from flask_babel import force_locale, gettext, lazy_gettext

from campaign.lib import numerals
from campaign.lib.countries import name
from campaign.lib.languages import LANGUAGES
from campaign.lib.text import folded
from campaign.mail.composing import Mail
from campaign.notifications.about import SITE, About
from campaign.notifications.emails import Words, turned_off_at
from campaign.notifications.kinds import Kind
from campaign.notifications.weeks import Week
from campaign.organisers.emails import plain_mail
from campaign.spoken import spoken

KEEPER = lazy_gettext("Whoever runs the server needs to look into it.")
WRONG = {
    Kind.BACKUP: Words(
        lazy_gettext("There is no fresh backup"),
        lazy_gettext(
            "Last night’s copies failed, or the newest backup is more than two days old. If the server breaks now, "
            "what has come in since then is lost."
        ),
        KEEPER,
    ),
    Kind.MAIL: Words(
        lazy_gettext("Mail isn’t leaving"),
        lazy_gettext(
            "Mail has been waiting on the server for half an hour, and none has left. People can’t confirm until "
            "theirs arrives. None is lost."
        ),
        KEEPER,
    ),
    Kind.BOUNCES: Words(
        lazy_gettext("Much of the mail is refused"),
        lazy_gettext(
            "Within an hour, more than one mail in twenty was refused for good. Somebody is entering invented "
            "addresses, or mail servers don’t believe the sender."
        ),
        KEEPER,
    ),
    Kind.DISK: Words(
        lazy_gettext("The server’s disk is nearly full"),
        lazy_gettext("When the disk is full, nothing can be stored, and pages refuse every form."),
        lazy_gettext("Whoever runs the server needs to make room."),
    ),
    Kind.LOG: Words(
        lazy_gettext("Counting has stopped"),
        lazy_gettext("The log has stopped: whoever confirms now is stored, but not counted."),
        KEEPER,
    ),
}


def wrong(*, to: str, language: str, record_id: str, kind: Kind) -> Mail:
    """To owners, of the server."""
    with force_locale(LANGUAGES[language].locale):
        words = WRONG[kind]
        paragraphs = [str(words.what), str(words.deed), SITE.link(), turned_off_at()]
        return plain_mail(to, str(words.subject), paragraphs, language, record_id)


def over(*, to: str, language: str, record_id: str, kind: Kind) -> Mail:
    """To owners, an hour after it has ended."""
    with force_locale(LANGUAGES[language].locale):
        subject = gettext("Over: %(what)s", what=WRONG[kind].subject)
        first = gettext("We wrote to you about this. It has been over for an hour.")
        return plain_mail(to, subject, [first, SITE.link(), turned_off_at()], language, record_id)


def held(*, to: str, language: str, record_id: str, about: About, days: int) -> Mail:
    """To who works in the campaign, a day and three days after a form."""
    with force_locale(LANGUAGES[language].locale):
        first = (
            gettext("Forms have been held for a day: something about them looked like a program’s.")
            if days == 1
            else gettext(
                "Forms have been held for three days. After the fourth they are deleted, and whoever sent them isn’t "
                "counted."
            )
        )
        then = gettext("People may have sent them. Accept or reject each:")
        subject = about.headed(gettext("Forms are waiting for a decision"), language)
        paragraphs = [first, then, about.link("signatures/held"), turned_off_at()]
        return plain_mail(to, subject, paragraphs, language, record_id)


def returned(*, to: str, language: str, record_id: str, about: About, codes: Sequence[str]) -> Mail:
    """To who works in the campaign; the missions are named where the campaign is."""
    with force_locale(LANGUAGES[language].locale):
        first = gettext("A mail server has refused a letter to a mission, or returned it.")
        if about.slug:
            row = "\n".join(sorted({name(code, str(spoken())) for code in codes}, key=folded))
            first = (
                gettext("Mail servers have refused or returned the letters to these missions:") + f"\n{row}"
            )
        then = gettext("Call the mission, ask for the right address, and send the letter again:")
        subject = about.headed(gettext("A letter has come back"), language)
        paragraphs = [first, then, about.link("letters"), turned_off_at()]
        return plain_mail(to, subject, paragraphs, language, record_id)


def closing(*, to: str, language: str, record_id: str, about: About, days: int, day: date) -> Mail:
    """To who works in the campaign, a week and a day before."""
    with force_locale(LANGUAGES[language].locale):
        subject = gettext("Signing ends within a day") if days == 1 else gettext("Signing ends within a week")
        last = numerals.day(day, spoken())
        paragraphs = [
            gettext("The last day for signing is %(day)s; it ends at midnight, UTC.", day=last),
            gettext("Before then, decide about held forms, and check that two people can open the list."),
            about.link(),
            turned_off_at(),
        ]
        return plain_mail(to, about.headed(subject, language), paragraphs, language, record_id)


def erasure(*, to: str, language: str, record_id: str, about: About, days: int, day: date) -> Mail:
    """To holders, thirty days and seven before."""
    with force_locale(LANGUAGES[language].locale):
        subject = (
            gettext("Names will be erased within a week")
            if days == 7
            else gettext("Names will be erased within thirty days")
        )
        paragraphs = [
            gettext(
                "On %(day)s the server erases what people gave. After that no key opens it.",
                day=numerals.day(day, spoken()),
            ),
            gettext(
                "If you still need the list, make it before then. Delete your own copies once they have served "
                "their purpose."
            ),
            about.link("lists"),
            turned_off_at(),
        ]
        return plain_mail(to, about.headed(subject, language), paragraphs, language, record_id)


def drill(*, to: str, language: str, record_id: str, own: bool) -> Mail:
    """To a holder whose account is known, of her key; else to owners."""
    with force_locale(LANGUAGES[language].locale):
        first = (
            gettext(
                "For more than 60 days nobody has checked that your key still opens what is sealed to it."
            )
            if own
            else gettext(
                "For more than 60 days nobody has checked that one of the keys still opens what is sealed to it."
            )
        )
        then = gettext("The page “Keys” says whose it is, and has a drill for it.")
        subject = gettext("A key is due for a drill")
        paragraphs = [first, then, SITE.link(), turned_off_at()]
        return plain_mail(to, subject, paragraphs, language, record_id)


def monday(*, to: str, language: str, record_id: str, about: About, week: Week) -> Mail:
    """To who works in the campaign: five lines."""
    with force_locale(LANGUAGES[language].locale):
        subject = about.headed(gettext("The last seven days"), language)
        paragraphs = ["\n".join(_lines(week)), about.link(), turned_off_at()]
        return plain_mail(to, subject, paragraphs, language, record_id)


def _lines(week: Week) -> list[str]:
    joined = gettext("not counted yet") if week.joined is None else _number(week.joined)
    given_up = (
        gettext("at least %(count)s", count=_number(week.given_up))
        if week.given_up
        else gettext("fewer than ten")
    )
    return [
        gettext("Confirmed in the last seven days: %(count)s", count=joined),
        gettext("Signatures in the public count: %(count)s", count=_number(week.total)),
        gettext(
            "Not confirmed, or not yet: %(count)s; held for a decision: %(held)s",
            count=_number(week.unconfirmed),
            held=_number(week.held),
        ),
        gettext("Mails of the whole site that couldn’t be delivered: %(count)s", count=given_up),
        gettext("What comes next: %(step)s", step=week.what_next() or gettext("nothing; all is well.")),
    ]


def _number(value: int) -> str:
    return numerals.number(value, spoken())
