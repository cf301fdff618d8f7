"""The mail that a letter travels with: the key figure as text, the letter as PDF. Without Flask and SQLAlchemy."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from campaign.letters.annexes import one_line
from campaign.letters.facts import Figures, Unstated
from campaign.letters.wording import wording
from campaign.mail.composing import Mail, as_message
from campaign.missions.states import Status, state

# "Iran (Islamic Republic of)" is the Islamic Republic of Iran where a sentence names it.
TURNED = re.compile(r"(.+) \((.+ of(?: the)?)\)")
WITH_ARTICLE = re.compile(
    r"(United|Republic of|Democratic|Russian|Lao|Central African|Dominican Republic|Syrian|State of|Holy See)\b.*"
    r"|Bahamas|Comoros|Congo|Gambia|Marshall Islands|Niger|Philippines|Sudan"
)


@dataclass(frozen=True)
class Cover:
    """What one cover mail says. Headline and demand are in `text_language`."""

    country: str
    language: str
    figures: Figures
    reference: str
    headline: str
    demand: str
    text_language: str
    organisers: tuple[str, ...]
    contact: str
    address: str


def cover_mail(
    cover: Cover, *, to: str, pdf: bytes, sender: str, host: str, record_id: bytes, now: datetime
) -> EmailMessage:
    """The mail to one recipient, with its PDF. A line break in a header raises ValueError."""
    mail = Mail(to, subject(cover), body(cover), cover.language, record_id.hex())
    message = as_message(mail, sender=sender, host=host, date=now)
    del message["Auto-Submitted"]  # people send it, and answers are wished for
    message["Reply-To"] = cover.contact
    name = cover.reference.replace("/", "-") + ".pdf"
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message


def subject(cover: Cover) -> str:
    """In the letter's language: the mission, and the headline."""
    words, addressed = wording(cover.language), state(cover.country)
    name = addressed.names[words.names_in]
    key = "mail_subject_observer" if addressed.status == Status.OBSERVER else "mail_subject"
    named = of_state(name) if words.language == "en" else name
    return words.say(key, state=named, headline=one_line(cover.headline))


def body(cover: Cover) -> str:
    """Plain text: the State's own figure, the demand word for word, where both can be checked."""
    words = wording(cover.language)
    name = state(cover.country).names[words.names_in]
    opening = "opening_withheld" if cover.figures.own == Unstated.NOT_SHOWN else "opening"
    demand = words.say("demand")
    if cover.text_language != words.language:
        demand = words.say("demand_original", language=words.language_name(cover.text_language))
    paragraphs = (
        words.say("salutation"),
        words.say(opening, date=words.day(cover.figures.as_of), total=words.number(cover.figures.total)),
        words.say("mail_figure", state=name, figure=words.figure(cover.figures.own)),
        demand,
        one_line(cover.demand),
        words.say("mail_attached"),
        f"{words.say('online')}\n{cover.address}",
        words.say("closing"),
        "\n".join([*cover.organisers, cover.contact]),
    )
    return "\n\n".join(paragraphs) + "\n"


def of_state(name: str) -> str:
    """An English name as it stands after "of": with its article, and turned around where it was inverted."""
    if turned := TURNED.fullmatch(name):
        return f"the {turned[2]} {turned[1]}"
    return f"the {name}" if WITH_ARTICLE.fullmatch(name) else name
