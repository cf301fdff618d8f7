"""The rows of a bench's signatures, made in any process: of many countries, five hundred hours and two languages."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from campaign.signing.models import SignatureState, SubmissionState
from campaign.signing.records import Record
from campaign.tally.entries import EntryKind
from campaign.vault.envelope import parse_recipient, seal_to

SLUG = "bench"
COUNTRIES = ("FR", "DE", "US", "GB", "SE", "TR", "LB", "JO", "CA", "NL", "BE", "ES", "IT", "EG", "ZZ")
RARE, HOURS, SEALED, SEALED_COPY = "VA", 500, 838, 28  # of a copy: what its seal adds
Row = dict[str, Any]


@dataclass(frozen=True)
class Batch:
    """Signatures `first` to below `last` of `size`, the newest of them at `now`, a full hour.

    They are sealed to `recipients`; without any their records are random bytes, which only the database looks at.
    """

    first: int
    last: int
    size: int
    campaign: int
    text: str
    now: datetime
    recipients: tuple[str, ...]


def signatures(batch: Batch) -> tuple[list[Row], list[Row]]:
    """(signatures, what the log is to say of them)."""
    recipients = [parse_recipient(each) for each in batch.recipients]
    rows = [_signature(batch, number, recipients) for number in range(batch.first, batch.last)]
    return rows, [_entry(row, batch.first + at) for at, row in enumerate(rows)]


def withdrawals(batch: Batch) -> list[Row]:
    """What the log is to say of those that don't count any more."""
    return [
        {"campaign_id": batch.campaign, "kind": EntryKind.WITHDRAWAL, "signature_id": number + 1, "reason": reason,
         "country": _country(number), "waiting_since": batch.now}
        for number in range(batch.first, batch.last)
        if (reason := {SignatureState.WITHDRAWN: "withdrawn", SignatureState.INVALIDATED: "fraud"}.get(_state(number)))
    ]  # fmt: skip


def submissions(batch: Batch) -> list[Row]:
    """Forms that wait, a tenth of them held."""
    return [_submission(batch, number) for number in range(batch.first, batch.last)]


def _state(number: int) -> SignatureState:
    if number % 997 == 996:
        return SignatureState.INVALIDATED
    return SignatureState.WITHDRAWN if number % 101 == 100 else SignatureState.COUNTED


def _country(number: int) -> str:
    return RARE if number % 20_011 == 20_010 else COUNTRIES[number * 7 % len(COUNTRIES)]


def _signature(batch: Batch, number: int, recipients: list[Any]) -> Row:
    row = _common(batch, number)
    record = Record(
        campaign=SLUG, name=f"Signer {number}", address=f"signer{number}@example.org", country=row["country"],
        consent="I agree that Skies stores my name, email address, country and support for this demand.",
        consent_version="1", s=secrets.token_hex(32), text=batch.text,
    )  # fmt: skip
    sealed = (
        seal_to(record.packed(), record_id=row["record_id"], recipients=recipients)
        if recipients
        else secrets.token_bytes(SEALED)
    )
    return row | {
        "copy": secrets.token_bytes(SEALED_COPY + len(record.packed())),
        "state": _state(number), "sealed": sealed, "wants_updates": number % 3 == 0, "sent_on": row["hour"].date(),
        "domain_tag": secrets.token_bytes(32) if number % 3 == 0 else b"d" * 32,
    }  # fmt: skip


def _submission(batch: Batch, number: int) -> Row:
    held = number % 10 == 0
    return _common(batch, number) | {
        "state": SubmissionState.HELD if held else SubmissionState.WAITING, "sealed": secrets.token_bytes(SEALED),
        "domain_tag": secrets.token_bytes(32), "mail_tag": secrets.token_bytes(32), "wants_updates": False,
        "held_because": "too fast" if held else None,
    }  # fmt: skip


def _common(batch: Batch, number: int) -> Row:
    hours = (batch.size - 1 - number) * HOURS // batch.size
    return {
        "campaign_id": batch.campaign, "record_id": secrets.token_bytes(16), "address_tag": secrets.token_bytes(32),
        "stop_tag": secrets.token_bytes(32), "token_hash": secrets.token_bytes(32), "copy": secrets.token_bytes(330),
        "text": batch.text, "language": "ar" if number % 5 == 0 else "en", "hour": batch.now - timedelta(hours=hours),
        "country": _country(number),
    }  # fmt: skip


def _entry(signature: Row, number: int) -> Row:
    return {
        "campaign_id": signature["campaign_id"], "kind": EntryKind.SIGNATURE, "country": signature["country"],
        "line": f"signature {sha256(signature['record_id']).hexdigest()}", "signature_id": number + 1,
        "waiting_since": signature["hour"],
    }  # fmt: skip
