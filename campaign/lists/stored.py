"""Opening what the database holds of some signatures, in any process.

Without Flask and SQLAlchemy, so that such a process begins quickly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pyrage.x25519 import Identity

from campaign.lib.refusal import Refusal
from campaign.lists.files import Row, kind_of, row_of
from campaign.signing.records import Record
from campaign.vault import envelope
from campaign.vault.envelope import Unreadable


class Stored(NamedTuple):
    """One signature as it lies in the database; `number` is its id there, `position` its place in the log."""

    number: int
    record_id: bytes
    sealed: bytes
    day: str
    language: str | None
    wants_updates: bool
    position: int | None


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
    try:
        plain = opener.opened(stored.sealed, record_id=stored.record_id)
    except Unreadable:
        raise Refusal("lists/not-opened", number=stored.number) from None
    return row_of(
        Record.unpacked(plain), day=stored.day, language=stored.language, wants_updates=stored.wants_updates,
        index=stored.position,
    )  # fmt: skip
