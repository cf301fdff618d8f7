"""The organisers' list, opened on the server: streamed, on all processors, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pyrage.x25519 import Identity

from campaign.lib.out_files import out_file
from campaign.lib.processes import at_hand, in_order
from campaign.lib.progress import Progress, untold
from campaign.lists import queries
from campaign.lists.files import PIECE, kind_of
from campaign.lists.sealed_export import note_list
from campaign.lists.stored import Opener, Stored
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries

ALONE = 4 * PIECE  # as many are opened before a second process has begun


def export(
    *,
    campaign: Campaign,
    out: Path,
    identity: Identity | Sequence[Identity],
    country: str | None = None,
    wants_updates: bool = False,
    progress: Progress = untold,
) -> int:
    """Write the confirmed signatures, opened with `identity`, one key or several, to `out`; returns how many.

    Raises Refusal for another kind of file, and for a key that doesn't open them. Memory stays flat however many
    there are.
    """
    signatures = queries.signature_pages(
        campaign.id, country=country, wants_updates=wants_updates, size=PIECE
    )
    identities = identity if isinstance(identity, Sequence) else [identity]
    alone = queries.standing(campaign.id) <= ALONE
    kind, total = kind_of(out), 0

    def opened() -> Iterator[Any]:
        nonlocal total
        for count, piece in _opened(out, signatures, identities, alone=alone):
            total += count
            progress(count)
            yield piece

    slug = campaign.slug
    with out_file(out) as path:
        progress(0)
        kind.write(path, opened())
        note_list(slug, "opened", total, country=country, wants_updates=wants_updates)
    return total


def _opened(
    out: Path, signatures: Iterable[Sequence[Any]], identities: Sequence[Identity], *, alone: bool
) -> Iterator[tuple[int, Any]]:
    opener = Opener(out, tuple(map(str, identities)))
    return in_order(opener.piece, _calls(signatures), processes=1 if alone else at_hand())


def _calls(signatures: Iterable[Sequence[Any]]) -> Iterator[tuple[list[Stored], int]]:
    """(a page of the signatures, how many come before it)."""
    before = 0
    for some in signatures:
        yield _stored(some), before
        before += len(some)


def _stored(some: Sequence[Any]) -> list[Stored]:
    wanting = queries.wanting(some)
    positions = tally_queries.positions_of([each.id for each in some])
    return [
        (
            each.id,
            each.record_id or b"",
            each.sealed or b"",
            each.hour.date().isoformat() if each.hour else "",
            each.language,
            each.id in wanting,
            positions.get(each.id),
        )
        for each in some
    ]
