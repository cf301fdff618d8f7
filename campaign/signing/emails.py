"""The mails of a signature. They name the campaign only where harm is ruled out: others may read the mailbox."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import force_locale, gettext

from campaign.lib import numerals
from campaign.lib.languages import LANGUAGES
from campaign.mail.composing import Mail
from campaign.spoken import spoken
from campaign.tally.removal import InvalidationReason, to_its_signer

CONFIRM_WITHIN = timedelta(days=14)
LINK = re.compile(r"^https?://\S+/c/([A-Za-z0-9_-]+)$", re.MULTILINE)


@dataclass(frozen=True)
class Named:
    """A campaign as its mails in one language name it; `organisers` stand in a row, or nobody is named.

    None in its place names no campaign: having signed could harm.
    """

    headline: str
    organisers: str
    sender: str


@dataclass(frozen=True)
class Answered:
    """What each mail that answers a form is written from. All have the same, and one subject: only who opens it is told
    which one came.
    """

    to: str
    link: str
    number: str
    confirm_by: date
    language: str
    record_id: str
    named: Named | None = None
    reply_to: str = ""


def please_confirm(answered: Answered) -> Mail:
    """To an address that hasn't signed: the link alone on its line, and what to do if it wasn't her."""
    with force_locale(LANGUAGES[answered.language].locale):
        opening = gettext(
            "Someone, we hope you, entered this address on our site. The page showed the number %(number)s. "
            "If you saw it, open this page and press the button:",
            number=answered.number,
        )
        rest = gettext(
            "Confirm by %(day)s; after that the same page serves to check or withdraw. Not you? Choose “It wasn’t me” "
            "there, or do nothing: we delete the entry. If others read your mail, delete this message.",
            day=numerals.day(answered.confirm_by, spoken(), year=False),
        )
        return _mail(answered, [opening, answered.link, rest])


def already_confirmed(answered: Answered) -> Mail:
    """To an address that has signed: nothing to do, and the way to withdraw."""
    with force_locale(LANGUAGES[answered.language].locale):
        opening = gettext("You have confirmed already. There is nothing to do. To withdraw, open:")
        return _mail(answered, [opening, answered.link])


def counts_no_longer(answered: Answered, *, reason: InvalidationReason | None) -> Mail:
    """To an address whose signature was invalidated: why, and where it says whom to write to."""
    with force_locale(LANGUAGES[answered.language].locale):
        opening = gettext("You confirmed before, but your signature is no longer counted.")
        rest = gettext("If you think they are mistaken, write to them. The address is on this page:")
        return _mail(answered, [f"{opening} {to_its_signer(reason, gettext)} {rest}", answered.link])


def reminder(answered: Answered) -> Mail:
    """To an address that hasn't confirmed after three days: the same link, and that nothing more will come."""
    with force_locale(LANGUAGES[answered.language].locale):
        opening = gettext(
            "Three days ago we wrote to this address, and nothing has been confirmed since. This is the only reminder. "
            "The page showed the number %(number)s. If you saw it and still want to confirm, open this page and press "
            "the button:",
            number=answered.number,
        )
        rest = gettext(
            "Confirm by %(day)s. Not you, or you have changed your mind? Choose “It wasn’t me” there, or do nothing: "
            "we delete the entry. If others read your mail, delete this message.",
            day=numerals.day(answered.confirm_by, spoken(), year=False),
        )
        return _mail(answered, [opening, answered.link, rest])


def leads_to(mail: Mail) -> str | None:
    """The token of the link in one of the mails above."""
    link = LINK.search(mail.body)
    return link[1] if link else None


def _mail(answered: Answered, paragraphs: list[str]) -> Mail:
    named = answered.named
    subject = gettext("Please confirm your email address")
    if named is not None:
        subject = gettext("%(label)s: %(named)s", label=subject, named=named.headline)
        paragraphs = [_about(named), *paragraphs]
    return Mail(
        to=answered.to, subject=subject, body="\n\n".join(paragraphs) + "\n", language=answered.language,
        record_id=answered.record_id, sender_name=named.sender if named else "", reply_to=answered.reply_to,
    )  # fmt: skip


def _about(named: Named) -> str:
    if not named.organisers:
        return gettext("This message is about the demand “%(headline)s”.", headline=named.headline)
    return gettext(
        "This message is about the demand “%(headline)s”, raised by %(organisers)s.",
        headline=named.headline, organisers=named.organisers,
    )  # fmt: skip
