"""Opening what the database holds of some signatures, in any process.

Without Flask and SQLAlchemy, so that such a process begins quickly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from campaign.lib.refusal import Refusal
from campaign.lists.files import Row, kind_of, row_of
from campaign.signing.records import Record
from campaign.vault import envelope
from campaign.vault.envelope import Unreadable

# One signature as it lies in the database: its id there, its record's id, what is sealed, the day, the language,
# whether she wants updates, its place in the log. A plain tuple travels between processes at a fifth of the time.
Stored = tuple[int, bytes, bytes, str, str | None, bool, int | None]


@dataclass(frozen=True)
class Opener:
    """What each process needs to know: which kind of file to shape rows for, and the keys, as text."""

    out: Path
    secrets: tuple[str, ...]

    def piece(self, some: Sequence[Stored], before: int) -> tuple[int, Any]:
        """(how many, a piece of the file to write), with `before` signatures above them. Raises Refusal."""
        identities = [Identity.from_str(secret) for secret in self.secrets]
        opener = envelope.Opener(identities)
        rows = [_row(each, opener) for each in some]
        return len(rows), kind_of(self.out).shaped(rows, before=before)


def _row(stored: Stored, opener: envelope.Opener) -> Row:
    number, record_id, sealed, day, language, wants_updates, position = stored
    try:
        record = Record.unpacked(opener.opened(sealed, record_id=record_id))
    except Unreadable:
        raise Refusal("lists/not-opened", number=number) from None
    return row_of(record, day=day, language=language, wants_updates=wants_updates, index=position)
