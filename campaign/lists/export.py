"""The organisers' list, opened on the server: streamed, on all processors, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from pyrage.x25519 import Identity

from campaign.lib.processes import Ended, at_hand, in_order
from campaign.lib.refusal import Refusal
from campaign.lists import queries
from campaign.lists.files import PIECE, CannotWrite, aside, kind_of, pieces
from campaign.lists.stored import NotOpened, Opener, Stored
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.vault.sealing import Identities

ALONE = 4 * PIECE  # as many are opened before a second process has begun


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
    expected = sum(tally_queries.exact_counts(campaign.id).values())
    found = queries.signatures(campaign.id, country=country, wants_updates=wants_updates)
    identities = identity if isinstance(identity, Sequence) else [identity]
    try:
        kind = kind_of(out)
        with aside(out) as path, click.progressbar(length=expected, label="Exporting") as bar:
            written = _Written(bar)
            kind.write(path, written.counted(_opened(out, found, identities, alone=expected <= ALONE)))
    except CannotWrite as problem:
        raise Refusal(str(problem)) from None
    except NotOpened as problem:
        raise Refusal(f"{problem} Nothing was written.") from None
    except Ended:
        raise Refusal("This machine ended a part of the program, perhaps for want of memory.") from None
    return written.count


class _Written:
    """How many rows went into the file, shown as they go."""

    def __init__(self, bar: Any) -> None:
        self.bar, self.count = bar, 0

    def counted(self, found: Iterable[tuple[int, Any]]) -> Iterator[Any]:
        for count, piece in found:
            self.count += count
            self.bar.update(count)
            yield piece


def _opened(
    out: Path, found: Iterable[Any], identities: Sequence[Identity], *, alone: bool
) -> Iterator[tuple[int, Any]]:
    opener = Opener(out, tuple(map(str, identities)))
    calls = ((_stored(some),) for some in pieces(found))
    return in_order(opener.piece, calls, processes=1 if alone else at_hand())


def _stored(some: Sequence[Any]) -> list[Stored]:
    wanting = queries.wanting(some)
    return [
        Stored(
            number=each.id,
            record_id=each.record_id or b"",
            sealed=each.sealed or b"",
            day=each.hour.date().isoformat() if each.hour else "",
            language=each.language,
            wants_updates=each.id in wanting,
        )
        for each in some
    ]
