"""Sealed lists as a server writes them, made without one."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from pyrage.x25519 import Identity

from campaign.lists.sealed_format import Header, SealedLine, write_sealed
from campaign.signing.records import Record
from campaign.vault.envelope import seal_to

HEADER = Header(slug="skies", texts=["ab" * 32], day="2016-10-01", contact="press@example.org", harm=False)


def person(number: int, **changes: str) -> Record:
    """One of many signers."""
    given = {
        "campaign": "skies",
        "name": f"نور {number}",
        "address": f"nour{number}@example.org",
        "country": ("SY", "FR", "ZZ")[number % 3],
        "consent": "I agree.",
        "consent_version": "1",
        "s": secrets.token_hex(32),
        "text": "ab" * 32,
    }
    return Record(**{**given, **changes})


def sealed_line(record: Record, holder: Identity, *, index: int = 0, deflated: bool = True) -> SealedLine:
    """The line of a record, sealed to one holder; not deflated, as earlier versions sealed it."""
    key = secrets.token_bytes(16)
    packed = record.packed() if deflated else record.written()
    return SealedLine(
        record_id=key,
        country=record.country,
        language="en",
        hour="2016-09-24T12:00:00+00:00",
        wants_updates=index % 2 == 0,
        text=record.text,
        index=index,
        sealed=seal_to(packed, record_id=key, recipients=[holder.to_public()]),
    )


def sealed_list(path: Path, people: Sequence[Record], holder: Identity) -> Path:
    """A whole file."""
    lines = (sealed_line(record, holder, index=index) for index, record in enumerate(people))
    write_sealed(path, header=HEADER, lines=lines)
    return path
