"""Behind the mail link: mend what was typed, and turn the submission into the one signature of its address."""

from dataclasses import dataclass, replace

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.releases import queries as released
from campaign.signing import queries
from campaign.signing.models import Signature, Submission
from campaign.signing.records import Record
from campaign.tally import actions as tally
from campaign.tally import queries as tallied
from campaign.tally.entries import commitment
from campaign.vault.copies import open_copy, seal_copy
from campaign.vault.sealing import seal


@dataclass(frozen=True)
class Confirmed:
    """It counts now."""


@dataclass(frozen=True)
class AlreadyConfirmed:
    """The address had confirmed before; nothing changed."""


@dataclass(frozen=True)
class TooLate:
    """The campaign closed first; nothing was counted."""


@dataclass(frozen=True)
class UnknownLink:
    """No submission waits behind this link."""


def confirm(*, token: str) -> Confirmed | AlreadyConfirmed | TooLate | UnknownLink:
    """Turn the submission behind a mail link into a counted signature; safe to repeat.

    A UNIQUE constraint decides which of several submissions of one address becomes the signature.
    """
    with transaction() as session:
        found = queries.behind(token, lock=True)
        if found is None:
            return UnknownLink()
        if found.submission is None or found.signature is not None:
            return AlreadyConfirmed()
        submission = found.submission
        if submission.state != "waiting":
            return UnknownLink()
        if not released.may_confirm(submission.campaign_id):
            return TooLate()
        signature = _sign(submission)
        if signature is None:
            return AlreadyConfirmed()
        tally.append_signature(
            campaign=submission.campaign_id,
            signature=signature,
            commitment=_commitment(submission, token),
            country=submission.country,
        )
        session.delete(submission)
        return Confirmed()


def mend(*, token: str, name: str, country: str) -> bool:
    """Put name and country right before confirming; `s` and the words agreed to stay. False if nothing waits there."""
    with transaction():
        found = queries.behind(token, lock=True)
        if found is None or found.submission is None or found.submission.state != "waiting":
            return False
        submission = found.submission
        mended = replace(_copy(submission, token), name=name, country=country).packed()
        submission.country = country
        submission.sealed = seal(mended, record=submission.record)
        submission.copy = seal_copy(mended, token=token, record=submission.record)
        return True


def _sign(submission: Submission) -> int | None:
    """Insert the signature; None if the address has one."""
    statement = (
        insert(Signature)
        .values(
            campaign_id=submission.campaign_id,
            state="counted",
            record=submission.record,
            address_tag=submission.address_tag,
            domain_tag=submission.domain_tag,
            stop_tag=submission.stop_tag,
            token_hash=submission.token_hash,
            sealed=submission.sealed,
            copy=submission.copy,
            text=submission.text,
            language=submission.language,
            country=submission.country,
            wants_updates=submission.wants_updates,
            hour=clock.hour(clock.now()),
        )
        .on_conflict_do_nothing(index_elements=["campaign_id", "address_tag"])
        .returning(Signature.id)
    )
    return db.session.execute(statement).scalar()


def _commitment(submission: Submission, token: str) -> str:
    record = _copy(submission, token)
    head = tallied.head(submission.campaign_id)
    assert head is not None  # a log begins when a campaign opens
    return commitment(
        origin=head.origin,
        text=record.text,
        s=bytes.fromhex(record.s),
        name=record.name,
        address=record.address,
        country=record.country,
    )


def _copy(submission: Submission, token: str) -> Record:
    return Record.unpacked(open_copy(submission.copy or b"", token=token, record=submission.record))
