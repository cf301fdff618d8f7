"""The mail that a letter travels with: the key figure as text, the letter as PDF. Without Flask and SQLAlchemy."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from campaign.letters.annexes import one_line
from campaign.letters.figures import Earlier, Figures
from campaign.letters.wording import Wording, with_article, wording_to
from campaign.mail.composing import Mail, as_message
from campaign.missions.states import Status, state


@dataclass(frozen=True)
class Cover:
    """What one cover mail says. Headline and demand are in `text_language`; `gender` is as a `Mission` has it.

    `earlier` is the letter that this one refers to, with its reference.
    """

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
    gender: str = ""
    earlier: Earlier | None = None
    earlier_reference: str = ""


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
    words, addressed = wording_to(cover.country, cover.language), state(cover.country)
    name = words.name(addressed)
    key = "mail_subject_observer" if addressed.status == Status.OBSERVER else "mail_subject"
    named = with_article(name) if words.language == "en" else name
    return words.say(key, state=named, headline=one_line(cover.headline))


def _beginning(cover: Cover, words: Wording) -> list[str]:
    if cover.earlier is None:
        return [words.say("opening")]
    return [words.earlier(cover.earlier, reference=cover.earlier_reference), words.say("opening_again")]


def body(cover: Cover) -> str:
    """Plain text: the letter's one sentence of figures, the demand word for word, where both can be checked."""
    words, addressed = wording_to(cover.country, cover.language), state(cover.country)
    gender = "" if addressed.status == Status.OBSERVER else cover.gender
    demand = words.say("demand")
    if cover.text_language != words.language:
        demand = words.say("demand_original", language=words.language_name(cover.text_language))
    paragraphs = (
        words.to(gender, "salutation"),
        *_beginning(cover, words),
        "".join(words.pair(cover.figures, addressed)),
        demand,
        one_line(cover.demand),
        words.say("mail_attached"),
        f"{words.say('online')}\n{cover.address}",
        words.to(gender, "closing"),
        "\n".join([*cover.organisers, cover.contact]),
    )
    return "\n\n".join(paragraphs) + "\n"
