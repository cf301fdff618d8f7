"""A letter that an organiser has sent to herself, to read it before any mission does: made and mailed by the worker.

Before a count is published its figures are invented, and alike for each State; nothing of it is issued, and no count
knows of it.
"""

import base64
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_babel import force_locale, gettext

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobKind
from campaign.jobs.leases import Taken
from campaign.jobs.models import Job
from campaign.jobs.runner import Telling
from campaign.letters import queries
from campaign.letters.addressees import addressed
from campaign.letters.composition import single
from campaign.letters.facts import PAPERS, LetterFacts, Signatory
from campaign.letters.figures import Stated, Statement
from campaign.letters.gathering import letter_facts
from campaign.letters.typesetting import press, typeset
from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.mail.composing import Mail, as_message
from campaign.mail.transports import Refused, transport
from campaign.missions.states import State
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign
from campaign.vault.envelope import RECORD_LENGTH

INVENTED_TOTAL, INVENTED_FIGURE = 1_230, 120


def ask(*, campaign: Campaign, organiser_id: int, country: str) -> str:
    """Have the letter to this State made and sent to her own address; the job's id. Raises Refusal."""
    addressed(only=[country], but=None)
    if not releases_queries.has_text(campaign.id):
        raise Refusal("letters/no-text-yet")
    return jobs.enqueue(
        kind=JobKind.SPECIMEN, campaign=campaign.slug, country=country, organiser=organiser_id
    )


def newest(slug: str) -> Job | None:
    """The one that was asked for last."""
    return next(iter(jobs_queries.newest(campaign=slug, kind=JobKind.SPECIMEN, limit=1)), None)


def make(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself. One that is begun again after a kill may come twice, under the same Message-ID."""
    campaign, who = named(job.campaign or ""), organisers_queries.organiser(job.arguments["organiser"])
    if who is None:
        raise Refusal("letters/nobody-to-read-it")
    (state,) = addressed(only=[job.arguments["country"]], but=None)
    message = _mail(job, who, state, _typeset(specimen_facts(campaign, state), state))
    tell(1)
    try:
        with closing(transport(settings().mail_url)) as line:
            line.send(message)
    except Refused as refusal:
        raise Refusal("letters/not-taken", answer=refusal.answer) from None
    audit.note(Act.LETTERS_SPECIMEN, campaign=campaign.slug, countries=[state.code])
    return {"country": state.code}


def specimen_facts(campaign: Campaign, state: State) -> LetterFacts:
    """What a letter to this State would say now.

    What the campaign says of its letters goes before what can be guessed for one that nobody else reads.
    """
    head = queries.letterhead(campaign.id)
    facts = letter_facts(
        campaign, day=clock.today(), paper=PAPERS[head.paper] if head else "a4", person=head.person if head else "",
        places={} if campaign.letter_places else {"": _place(campaign)}, refers=head.refers if head else True,
        signing={} if campaign.signatories else {"": _signatories(campaign)},
        stated=queries.last_stated(campaign) or _invented(campaign, state),
    )  # fmt: skip
    return replace(facts, specimen=True)


def _place(campaign: Campaign) -> str:
    return next((text.place for text in releases_queries.texts(campaign.id) if text.place), "")


def _signatories(campaign: Campaign) -> tuple[Signatory, ...]:
    """Whom missions may telephone, if it is said already."""
    answers = releases_queries.responsible(campaign.id)
    if answers is None or not answers.person:
        return ()
    return (Signatory(answers.person, answers.office or "", answers.legal_name),)


def _invented(campaign: Campaign, state: State) -> Stated:
    """Figures of a campaign that nobody can sign yet."""
    day, withheld = clock.today(), frozenset(campaign.withheld or ())
    countries = {} if state.code in withheld else {state.code: INVENTED_FIGURE}
    statement = Statement(day=day, taken_in=INVENTED_TOTAL, countries=countries, line="")
    root = base64.b64encode(sha256(b"specimen").digest()).decode()
    return Stated(INVENTED_TOTAL, INVENTED_TOTAL, day, root, statement, withheld)


def _typeset(facts: LetterFacts, state: State) -> bytes:
    editions, values = single(facts=facts, state=state)
    with TemporaryDirectory() as folder:
        bench = press(template="letter.typ", folder=Path(folder, "press"), editions=editions)
        return typeset(bench, values=values, day=facts.date)


def _mail(job: Taken, who: Organiser, state: State, pdf: bytes) -> EmailMessage:
    record_id = sha256(job.id.encode()).digest()[:RECORD_LENGTH].hex()
    with force_locale(LANGUAGES[who.language].locale):
        paragraphs = [
            gettext(
                "Attached is the specimen of a letter to this State: %(state)s.",
                state=un_name(state.code, who.language),
            ),
            gettext(
                "It went to you alone. Before the first count its figures are invented, and its address leads "
                "nowhere."
            ),
        ]
        mail = Mail(
            who.email, gettext("A specimen letter"), "\n\n".join(paragraphs) + "\n", who.language, record_id
        )
    message = as_message(mail, sender=settings().mail_from, host=settings().host, date=clock.now())
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"specimen-{state.code}.pdf")
    return message
