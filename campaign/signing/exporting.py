"""The organisers' list, opened on the server: streamed, however many there are."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from campaign.releases.actions import Refusal
from campaign.releases.models import Campaign
from campaign.signing import queries
from campaign.signing.lists import CannotWrite, Row, aside, kind_of, pieces, row_of
from campaign.signing.models import Signature
from campaign.signing.records import Record
from campaign.tally import queries as tallied
from campaign.vault.envelope import Unreadable
from campaign.vault.sealing import Identities
from campaign.vault.sealing import open as unseal


def export(
    *,
    campaign: Campaign,
    out: Path,
    identity: Identities,
    country: str | None = None,
    wants_updates: bool = False,
) -> int:
    """Write the confirmed signatures, opened with `identity`, to `out`; returns how many.

    Raises Refusal for another kind of file, and for a key that doesn't open them. Memory stays flat however many
    there are.
    """
    expected = sum(tallied.exact_counts(campaign.id).values())
    found = queries.signatures(campaign.id, country=country, wants_updates=wants_updates)
    try:
        kind = kind_of(out)
        with aside(out) as path, click.progressbar(found, length=expected, label="Exporting") as signatures:
            written = _Counted(_rows(signatures, identity))
            kind.write(path, (kind.shaped(piece) for piece in pieces(written)))
    except CannotWrite as problem:
        raise Refusal(str(problem)) from None
    return written.count


class _Counted:
    """What it is given, and how many that were."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row


def _rows(signatures: Iterable[Signature], identity: Identities) -> Iterator[Row]:
    for some in pieces(signatures):
        wanting = queries.wanting(some)
        yield from (_row(signature, identity, signature.id in wanting) for signature in some)


def _row(signature: Signature, identity: Identities, wants_updates: bool) -> Row:
    try:
        plain = unseal(signature.sealed or b"", record=signature.record or b"", identity=identity)
    except Unreadable:
        raise Refusal(
            f"This key doesn't open signature {signature.id}: it was sealed to others, or its bytes were changed. "
            "Nothing was written."
        ) from None
    return row_of(
        Record.unpacked(plain),
        day=signature.hour.date().isoformat() if signature.hour else "",
        language=signature.language,
        wants_updates=wants_updates,
    )
