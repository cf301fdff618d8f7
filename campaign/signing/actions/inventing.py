"""Signers whom nobody is, for the example alone: all that confirming leaves, but no link and no copy."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy import update

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing.actions.submitting import FilledForm, submit
from campaign.signing.consent import agreed, consent_wording
from campaign.signing.models import HeldReason, Signature, SignatureState
from campaign.signing.records import Record
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason
from campaign.vault import tags
from campaign.vault.envelope import RECORD_LENGTH
from campaign.vault.sealing import seal


@dataclass(frozen=True)
class Invented:
    """Somebody made up; `language` is that of the page."""

    name: str
    address: str
    country: str
    language: str
    wants_updates: bool


def confirm_invented(*, campaign: Campaign, signers: Sequence[Invented]) -> list[int]:
    """Confirm them all as of now; the ids of their signatures, in their order.

    Each has a sealed record and a commitment as true as anyone's. Raises Refusal for any campaign but an example that
    takes signatures.
    """
    with transaction() as session:
        if not campaign.example or not releases_queries.may_confirm(campaign.id):
            raise Refusal("signing/no-invented", slug=campaign.slug)
        head = tally_queries.head(campaign.id)
        assert head is not None  # a log begins when a campaign opens
        said = {language: _said(campaign, language) for language in {signer.language for signer in signers}}
        for text, _ in said.values():
            releases.note_signed(campaign=campaign.id, text=text)
        records = [_record(campaign, signer, *said[signer.language]) for signer in signers]
        rows = [_row(campaign, signer, record) for signer, record in zip(signers, records, strict=True)]
        statement = db.insert(Signature).returning(Signature.id, sort_by_parameter_order=True)
        keys = list(session.scalars(statement, rows))
        lines = [
            (key, record.commitment(head.origin), record.country)
            for key, record in zip(keys, records, strict=True)
        ]
        tally.append_signatures(campaign=campaign.id, signatures=lines)
        return keys


def submit_invented(*, campaign: Campaign, signer: Invented, held: HeldReason | None) -> None:
    """Send the form for one of them, who doesn't confirm; held for something, or on its way like anyone's.

    Raises Refusal for any campaign but an example that takes signatures.
    """
    if not campaign.example or not releases_queries.may_confirm(campaign.id):
        raise Refusal("signing/no-invented", slug=campaign.slug)
    text, consent = _said(campaign, signer.language)
    form = FilledForm(
        campaign_id=campaign.id, slug=campaign.slug, name=signer.name, address=signer.address,
        country=signer.country, wants_updates=signer.wants_updates, consent=consent, text=text,
        language=signer.language,
    )  # fmt: skip
    submit(form=form, held=held)


def withdraw_invented(*, campaign: Campaign, signatures: Sequence[int]) -> None:
    """Take some of them back, as their signers would."""
    with transaction() as session:
        ended = (
            update(Signature)
            .where(
                Signature.campaign_id == campaign.id,
                Signature.id.in_(signatures),
                Signature.state == SignatureState.COUNTED,
            )
            .values(state=SignatureState.WITHDRAWN)
            .returning(Signature.id, Signature.country)
        )
        for key, country in session.execute(ended).all():
            tally.append_withdrawal(
                campaign=campaign.id, signature=key, country=country, reason=RemovalReason.WITHDRAWN
            )


def _said(campaign: Campaign, language: str) -> tuple[str, str]:
    """The text's hash and the wording agreed to, in a language."""
    with force_locale(LANGUAGES[language].locale):
        return releases_queries.text_for(campaign.id, language).sha256, consent_wording(campaign)


def _record(campaign: Campaign, signer: Invented, text: str, consent: str) -> Record:
    return agreed(
        campaign=campaign.slug, name=signer.name, address=signer.address, country=signer.country,
        wants_updates=signer.wants_updates, consent=consent, text=text,
    )  # fmt: skip


def _row(campaign: Campaign, signer: Invented, record: Record) -> dict[str, object]:
    record_id = secrets.token_bytes(RECORD_LENGTH)
    tagged = tags.tags_of(signer.address, campaign=campaign.slug, day=clock.today())
    return {
        "campaign_id": campaign.id,
        "state": SignatureState.COUNTED,
        "record_id": record_id,
        "address_tag": tagged.address,
        "domain_tag": tagged.domain,
        "stop_tag": tagged.stop,
        "sealed": seal(record.packed(), record_id=record_id),
        "text": record.text,
        "language": signer.language,
        "country": signer.country,
        "wants_updates": signer.wants_updates,
        "hour": clock.hour(clock.now()),
        "sent_on": clock.today(),
    }
