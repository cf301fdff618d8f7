"""Behind the mail link: mend what was typed, and turn the submission into the one signature of its address."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, bindparam, delete, literal, select

from campaign.columns import Hour
from campaign.driver import Connection, Prepared
from campaign.extensions import db, insert, transaction, turn
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.signing import queries
from campaign.signing.models import Signature, SignatureState, Submission, SubmissionState
from campaign.signing.records import Record
from campaign.tally import actions as tally
from campaign.vault.sealing import seal
from campaign.vault.signer_copies import open_copy, seal_copy
from campaign.web import briefly

MOVED = (
    "campaign_id", "record_id", "address_tag", "domain_tag", "stop_tag", "token_hash", "sealed", "copy", "text",
    "language", "country",
)  # fmt: skip
DONE = Prepared(delete(Submission.__table__).where(Submission.__table__.c.id == bindparam("key")))


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
    submission = queries.to_confirm(token)
    if submission is None:
        return AlreadyConfirmed() if queries.is_signed(token) else UnknownLink()
    if submission.signed is not None:
        return AlreadyConfirmed()
    if submission.state != SubmissionState.WAITING:
        return UnknownLink()
    campaign, text, record = submission.campaign_id, submission.text, _copy(submission, token)
    line, is_fixed = record.commitment(submission.origin), _is_fixed(campaign, text)
    values = {
        "key": submission.id, "seen": submission.copy, "day": submission.hour.date(), "now": clock.hour(clock.now()),
        "wants": _wants_updates(submission, record),
    }  # fmt: skip
    with _turn(first=not is_fixed) as connection:
        if not releases_queries.may_confirm(campaign):
            return TooLate()
        if not is_fixed and not releases_queries.may_sign(campaign, text):
            return OtherDemand()
        for row in connection.run(_signing(db.engine.dialect.name), values):
            tally.append_signature(
                campaign=campaign, signature=row.id, commitment=line, country=submission.country
            )
            if not is_fixed:
                releases.note_signed(campaign=campaign, text=text)
            connection.run(DONE, {"key": submission.id})
            return Confirmed(campaign)
    return confirm(token=token)  # confirmed, mended or rejected between the look and the write


@contextmanager
def _turn(*, first: bool) -> Iterator[Connection]:
    """With a session around it for the first signature under a text, which asks and notes more."""
    with transaction() if first else nullcontext(), turn() as connection:
        yield connection


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
        mended = replace(_copy(submission, token), name=name, country=country)
        submission.country = country
        packed, record_id = mended.packed(), submission.record_id
        submission.sealed = seal(packed, record_id=record_id)
        submission.copy = seal_copy(packed, token=token, record_id=record_id)
        return True


@cache
def _signing(_dialect: str) -> Prepared:
    """The statement that makes a submission a signature, inside the database, built once for a kind of database.

    It gives no number back where the address has one, or the submission changed meanwhile.
    """
    submitted, signed = Submission.__table__.c, Signature.__table__
    now, day = bindparam("now", type_=Hour()), bindparam("day", type_=Date())
    wants = bindparam("wants", type_=Boolean())
    counted = literal(SignatureState.COUNTED, signed.c.state.type)
    unchanged = select(*(submitted[name] for name in MOVED), counted, now, day, wants).where(
        submitted.id == bindparam("key"),
        submitted.state == SubmissionState.WAITING,
        submitted.copy == bindparam("seen"),
    )
    # Locked, or a rejection that commits between this statement and the end would be thanked for and yet counted.
    unchanged = unchanged.with_for_update()
    return Prepared(
        insert(signed)
        .from_select([*MOVED, "state", "hour", "sent_on", "wants_updates"], unchanged)
        .on_conflict_do_nothing()  # the address has signed, or this very submission was pressed twice at once
        .returning(signed.c.id)
    )


def _wants_updates(submission: Any, record: Record) -> bool:
    """As her record says; that of a form of before its column."""
    return record.updates == "yes" if record.updates else bool(submission.wants_updates)


def _copy(submission: Any, token: str) -> Record:
    return Record.unpacked(open_copy(submission.copy or b"", token=token, record_id=submission.record_id))
