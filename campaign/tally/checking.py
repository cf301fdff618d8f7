"""The count, checked against its own lines: what `campaign tally --check` runs."""

from collections import Counter
from collections.abc import Iterable, Mapping

from campaign.tally import entries
from campaign.tally.entries import Stated


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
    found: list[str] = []
    replayed: Counter[str] = Counter()
    standing: dict[int, str] = {}
    running, last, position = 0, None, -1
    for position, line, country in lines:
        entry = entries.parse(line)
        if entry.kind in {"signature", "paper"}:
            standing[position] = country or ""
            running += 1
            replayed[country or ""] += 1
        elif entry.kind == "withdrawal":
            was = standing.pop(entry.index if entry.index is not None else -1, None)
            if was is None:
                found.append(f"line {position} withdraws {entry.index}, where no signature stands")
                continue
            running -= 1
            replayed[was] -= 1
        elif entry.stated:
            last = entry.stated
            found += _misstated(position, last, replayed, running, unstated)
    if position + 1 != size:
        found.append(f"the log has {position + 1} lines, its checkpoint says {size}")
    if running != total:
        found.append(f"the lines add up to {running}, the checkpoint says {total}")
    for code in sorted(set(replayed) | set(counts)):
        if replayed[code] != counts.get(code, 0):
            found.append(f"{code}: the lines give {replayed[code]}, the count says {counts.get(code, 0)}")
    if last != public:
        found.append("the figures shown are not those of the last tally line")
    return found


def _misstated(
    position: int, stated: Stated, counts: Mapping[str, int], total: int, unstated: frozenset[str]
) -> list[str]:
    """The tally line against the signatures up to it. Countries withheld later may still stand in an older line."""
    found = []
    if stated.total != total:
        found.append(f"line {position} states {stated.total}, the lines before it add up to {total}")
    for code in sorted(set(counts) | set(stated.countries)):
        due = counts.get(code, 0) - counts.get(code, 0) % entries.STEP
        said = stated.countries.get(code, 0)
        if said != due and not (said == 0 and code in unstated):
            found.append(f"line {position} states {code}={said}, the lines before it give {due}")
    return found
