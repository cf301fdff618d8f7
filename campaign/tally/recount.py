"""The count, checked against its own lines: what `campaign tally --check` runs."""

from collections import Counter
from collections.abc import Iterable, Mapping

from campaign.tally import entries
from campaign.tally.entries import EntryKind, Line, Stated

AFTER_CLOSED = frozenset({EntryKind.WITHDRAWAL, EntryKind.TALLY, EntryKind.LETTERS})


def differences(
    lines: Iterable[tuple[int, str, str | None]],
    *,
    size: int,
    total: int,
    counts: Mapping[str, int],
    public: Stated | None,
    unstated: frozenset[str],
) -> list[str]:
    """Replay a log and name, in sentences, whatever doesn't agree. Empty when all does.

    `lines` are (position, line, country) in order; `total`, `counts` and `public` are what the site says.
    """
    replay = Replay(unstated)
    for position, line, country in lines:
        replay.read(position, entries.parse(line), country or "")
    found = replay.found
    if replay.size != size:
        found.append(f"the log has {replay.size} lines, its checkpoint says {size}")
    if replay.total != total:
        found.append(f"the lines add up to {replay.total}, the checkpoint says {total}")
    for code in sorted(set(replay.counts) | set(counts)):
        if replay.counts[code] != counts.get(code, 0):
            found.append(
                f"{code}: the lines give {replay.counts[code]}, the count says {counts.get(code, 0)}"
            )
    if replay.stated != public:
        found.append("the figures shown are not those of the last tally line")
    return found


class Replay:
    """A log counted again from its first line; `found` are the sentences about what can't be."""

    def __init__(self, unstated: frozenset[str]) -> None:
        self.unstated = unstated
        self.size = self.total = 0
        self.counts: Counter[str] = Counter()
        self.stated: Stated | None = None
        self.found: list[str] = []
        self._closed = False
        self._standing: dict[int | None, str] = {}

    def read(self, position: int, entry: Line, country: str) -> None:
        """Count one line; `country` is the private column beside it."""
        self.size = position + 1
        if self._closed and entry.kind not in AFTER_CLOSED:
            self.found.append(f"line {position} is a {entry.kind}, and stands behind the end")
        self._closed = self._closed or entry.kind == EntryKind.CLOSED
        if entry.kind in {EntryKind.SIGNATURE, EntryKind.PAPER}:
            self._standing[position] = country
            self._step(country, 1)
        elif entry.kind == EntryKind.WITHDRAWAL and entry.index in self._standing:
            self._step(self._standing.pop(entry.index), -1)
        elif entry.kind == EntryKind.WITHDRAWAL:
            self.found.append(f"line {position} withdraws {entry.index}, where no signature stands")
        elif entry.stated:
            self.stated = entry.stated
            self.found += _misstated(position, entry.stated, self.counts, self.total, self.unstated)

    def _step(self, country: str, step: int) -> None:
        self.total += step
        self.counts[country] += step


def _misstated(
    position: int, stated: Stated, counts: Mapping[str, int], total: int, unstated: frozenset[str]
) -> list[str]:
    """The tally line against the signatures up to it. Countries withheld later may still stand in an older line."""
    found = []
    if stated.total != total:
        found.append(f"line {position} states {stated.total}, the lines before it add up to {total}")
    for code in sorted(set(counts) | set(stated.countries)):
        due = entries.complete_tens(counts.get(code, 0))
        said = stated.countries.get(code, 0)
        if said != due and not (said == 0 and code in unstated):
            found.append(f"line {position} states {code}={said}, the lines before it give {due}")
    return found
