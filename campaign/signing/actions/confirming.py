"""Behind the mail link: mend what was typed, and turn the submission into the one signature of its address."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, bindparam, delete, literal, select

from campaign.extensions import Moment, db, insert, transaction
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.signing import queries
from campaign.signing.models import Signature, SignatureState, Submission, SubmissionState
from campaign.signing.records import Record
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.vault.sealing import seal
from campaign.vault.signer_copies import open_copy, seal_copy
from campaign.web import briefly

MOVED = (
    "campaign_id", "record_id", "address_tag", "domain_tag", "stop_tag", "token_hash", "sealed", "copy", "text",
    "language", "country",
)  # fmt: skip
DONE = delete(Submission.__table__).where(Submission.__table__.c.id == bindparam("key"))


@dataclass(frozen=True)
class Confirmed:
    """It counts now, for the campaign of this id."""

    campaign: int


@dataclass(frozen=True)
class AlreadyConfirmed:
    """The address had confirmed before; nothing changed."""


@dataclass(frozen=True)
class TooLate:
    """The campaign closed first; nothing was counted."""


@dataclass(frozen=True)
class OtherDemand:
    """The demand was corrected since she read it, before anybody had signed it; nothing was counted."""


@dataclass(frozen=True)
class UnknownLink:
    """No submission waits behind this link."""


def confirm(*, token: str) -> Confirmed | AlreadyConfirmed | TooLate | OtherDemand | UnknownLink:
    """Turn the submission behind a mail link into a counted signature; safe to repeat.

    A UNIQUE constraint decides which of several submissions of one address becomes the signature. What takes time is
    done before the transaction; it then moves the row only if nobody mended it in the meantime.
    """
    behind = queries.behind(token)
    if behind is None:
        return UnknownLink()
    if behind.submission is None or behind.signature is not None:
        return AlreadyConfirmed()
    submission = behind.submission
    if submission.state != SubmissionState.WAITING:
        return UnknownLink()
    campaign, country, record = submission.campaign_id, submission.country, _copy(submission, token)
    line, wants_updates = _commitment(campaign, record), _wants_updates(submission, record)
    key, copy, day, text = submission.id, submission.copy, submission.hour.date(), submission.text
    with transaction() as session:
        if not releases_queries.may_confirm(campaign):
            return TooLate()
        fixed = _is_fixed(campaign, text)
        if not fixed and not releases_queries.may_sign(campaign, text):
            return OtherDemand()
        signature = _sign(key, copy, day, wants_updates)
        if signature is not None:
            tally.append_signature(campaign=campaign, signature=signature, commitment=line, country=country)
            if not fixed:
                releases.note_signed(campaign=campaign, text=text)
            session.execute(DONE, {"key": key})
            return Confirmed(campaign)
    return confirm(token=token)  # confirmed, mended or rejected between the look and the write


def _is_fixed(campaign: int, text: str) -> bool:
    """Whether somebody has signed this text: that stays so, and every signature after the first asks."""
    key = ("signed", campaign, text)
    return bool(briefly(key, lambda: releases_queries.is_signed(campaign, text) or None, seconds=60))


def mend(*, token: str, name: str, country: str) -> bool:
    """Put name and country right before confirming; `s` and the words agreed to stay. False if nothing waits there.

    Raises NoRecipient.
    """
    with transaction():
        behind = queries.behind(token, lock=True)
        if behind is None or behind.submission is None or behind.state != SubmissionState.WAITING:
            return False
        submission = behind.submission
        mended = replace(_copy(submission, token), name=name, country=country).packed()
        submission.country = country
        submission.sealed = seal(mended, record_id=submission.record_id)
        submission.copy = seal_copy(mended, token=token, record_id=submission.record_id)
        return True


def _sign(key: int, copy: bytes | None, day: date, wants_updates: bool) -> int | None:
    """Make the submission a signature, inside the database; None if its address has one or it changed meanwhile."""
    values = {"key": key, "seen": copy, "day": day, "now": clock.hour(clock.now()), "wants": wants_updates}
    return db.session.execute(_signing(db.engine.dialect.name), values).scalar()


@cache
def _signing(_dialect: str) -> Any:
    """The statement, built once for a kind of database."""
    submitted, signed = Submission.__table__.c, Signature.__table__
    now, day = bindparam("now", type_=Moment()), bindparam("day", type_=Date())
    wants = bindparam("wants", type_=Boolean())
    counted = literal(SignatureState.COUNTED, signed.c.state.type)
    unchanged = select(*(submitted[name] for name in MOVED), counted, now, day, wants).where(
        submitted.id == bindparam("key"),
        submitted.state == SubmissionState.WAITING,
        submitted.copy == bindparam("seen"),
    )
    # Locked, or a rejection that commits between this statement and the end would be thanked for and yet counted.
    unchanged = unchanged.with_for_update()
    return (
        insert(signed)
        .from_select([*MOVED, "state", "hour", "sent_on", "wants_updates"], unchanged)
        .on_conflict_do_nothing()  # the address has signed, or this very submission was pressed twice at once
        .returning(signed.c.id)
    )


def _commitment(campaign: int, record: Record) -> str:
    head = tally_queries.head(campaign)
    assert head is not None  # a log begins when a campaign opens
    return record.commitment(head.origin)


def _wants_updates(submission: Submission, record: Record) -> bool:
    """As her record says; that of a form of before its column."""
    return record.updates == "yes" if record.updates else bool(submission.wants_updates)


def _copy(submission: Submission, token: str) -> Record:
    return Record.unpacked(open_copy(submission.copy or b"", token=token, record_id=submission.record_id))
