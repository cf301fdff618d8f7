"""A form was sent: one row, the same statements whoever sends it."""

import json
import secrets
from dataclasses import dataclass

from sqlalchemy import insert

from campaign.driver import Prepared
from campaign.extensions import turn
from campaign.lib import clock
from campaign.lib.tokens import hash_token, new_token
from campaign.signing.consent import agreed
from campaign.signing.models import HeldReason, Submission, SubmissionState
from campaign.signing.records import Record
from campaign.vault import tags
from campaign.vault.day_keys import seal_mail
from campaign.vault.envelope import RECORD_LENGTH
from campaign.vault.sealing import seal
from campaign.vault.signer_copies import seal_copy

INSERT = Prepared(insert(Submission.__table__))


@dataclass(frozen=True)
class FilledForm:
    """What a valid form holds, with what the page it stood on was about."""

    campaign_id: int
    slug: str
    name: str
    address: str
    country: str
    wants_updates: bool
    consent: str
    text: str
    language: str
    replaces: bytes | None = None


def submit(*, form: FilledForm, held: HeldReason | None) -> tuple[str, str]:
    """Store a submission; the worker does the rest.

    Returns the four digits to show, and the record's id in hexadecimal, by which a corrected form replaces this one.
    One that is held, and for what, keeps its mail until an organiser has looked. Raises NoRecipient.
    """
    token, record_id = new_token(), secrets.token_bytes(RECORD_LENGTH)
    now = clock.now()
    tagged = tags.tags_of(form.address, campaign=form.slug, day=now.date())
    packed = _record(form).packed()
    mail = json.dumps(
        {"to": form.address, "token": token, "number": tagged.number, "language": form.language}
    ).encode()
    waiting, mail_day = seal_mail(mail, record_id=record_id)
    row = {
        "campaign_id": form.campaign_id,
        "state": SubmissionState.HELD if held else SubmissionState.WAITING,
        "record_id": record_id,
        "replaces": form.replaces,
        "address_tag": tagged.address,
        "domain_tag": tagged.domain,
        "mail_tag": tagged.mail,
        "stop_tag": tagged.stop,
        "token_hash": hash_token(token, purpose="link"),
        "sealed": seal(packed, record_id=record_id),
        "copy": seal_copy(packed, token=token, record_id=record_id),
        "mail": waiting,
        "mail_day": mail_day,
        "mail_due_at": None if held else now,
        "text": form.text,
        "language": form.language,
        "country": form.country,
        "wants_updates": False,
        "hour": clock.hour(now),
        "held_because": held,
    }
    with turn() as connection:
        connection.run(INSERT, row)
    return tagged.number, record_id.hex()


def _record(form: FilledForm) -> Record:
    return agreed(
        campaign=form.slug, name=form.name, address=form.address, country=form.country,
        wants_updates=form.wants_updates, consent=form.consent, text=form.text,
    )  # fmt: skip
