"""The count, checked against its own lines: what `campaign tally --check` runs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaign.lib.tens import complete_tens
from campaign.tally import entries
from campaign.tally.entries import EntryKind, Line, Stated
from campaign.tally.lots import Counts, LotRule

MANY = 10_000
AFTER_CLOSED = frozenset({EntryKind.WITHDRAWAL, EntryKind.TALLY, EntryKind.LETTERS})


@dataclass(frozen=True)
class Resumption:
    """That a log went on without lost entries: from a position on, those below `taken_until` count as taken in."""

    taken_until: int
    leaves_settled: bool


@dataclass(frozen=True)
class Rules:
    """What a log is read by: the `unstated` codes, when it states, and where (by position) it was resumed."""

    unstated: frozenset[str]
    lots: LotRule
    resumptions: Mapping[int, Resumption]


def differences(
    lines: Iterable[tuple[int, str | bytes, str | None]],
    *,
    size: int,
    counts: Counts,
    total: int,
    paper: int = 0,
    public: Stated | None,
    rules: Rules,
) -> list[str]:
    """Replay a log and name, in sentences, whatever doesn't agree. Empty when all does.

    `lines` are (position, line or what is kept of it, country) in order; `total`, `paper`, `counts` and `public` are
    what the site says.
    """
    replay = Replay(rules)
    replay.read_all(lines)
    replay.go_on(replay.size)
    problems = replay.problems
    if replay.size != size:
        problems.append(f"the log has {replay.size} lines, its checkpoint says {size}")
    if replay.counts.total != total:
        problems.append(f"the lines add up to {replay.counts.total}, the checkpoint says {total}")
    if replay.paper != paper:
        problems.append(f"the lines have {replay.paper} on paper, the checkpoint says {paper}")
    problems += _uncounted(replay.counts, counts)
    if replay.stated != public:
        problems.append("the figures shown are not those of the last tally line")
    return problems


def _uncounted(replayed: Counts, counts: Counts) -> Iterable[str]:
    for what, ours, theirs in (
        ("", replayed.standing, counts.standing),
        (" waiting to be taken in", replayed.joins, counts.joins),
        (" waiting to be let go", replayed.leaves, counts.leaves),
    ):
        for code in sorted({*ours, *theirs}):
            if ours[code] != theirs[code]:
                yield f"{code}: the lines give {ours[code]}{what}, the count says {theirs[code]}"


class Replay:
    """A log counted again from its first line; `problems` are the sentences about what can't be."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.size = 0
        self.counts = Counts()
        self.paper = 0
        self.stated: Stated | None = None
        self.problems: list[str] = []
        self._closed = False
        self._standing: dict[int | None, str | None] = {}

    def read_all(self, lines: Iterable[tuple[int, str | bytes, str | None]]) -> None:
        """Count these (position, line, country); signatures, which nearly all are, many at a time."""
        run: list[tuple[int, str]] = []
        for position, line, country in lines:
            if country is not None and self._plain(position) and entries.is_signature(line):
                run.append((position, country))
                if len(run) == MANY:
                    self._join(run)
                    run = []
            else:
                self._join(run)
                run = []
                self.read(position, entries.parse(line), country)
        self._join(run)

    def _plain(self, position: int) -> bool:
        """Whether a signature may stand there, and all that is to be done is to count it."""
        return position > 0 and not self._closed and position not in self.rules.resumptions

    def _join(self, run: Sequence[tuple[int, str]]) -> None:
        if run:
            self._standing.update(run)
            self.counts.join_all(Counter(country for _, country in run))
            self.size = run[-1][0] + 1

    def read(self, position: int, entry: Line, country: str | None) -> None:
        """Count one line; `country` is the private column beside it, None for paper."""
        self.go_on(position)
        self.size = position + 1
        if self._closed and entry.kind not in AFTER_CLOSED:
            self.problems.append(f"line {position} is a {entry.kind}, and comes after the end")
        self._closed = self._closed or entry.kind == EntryKind.CLOSED
        if (position == 0) != (entry.kind == EntryKind.RULES):
            self.problems.append(f"line {position} is {entry.kind}: a log begins with its rules, once")
        if entry.kind in {EntryKind.SIGNATURE, EntryKind.PAPER}:
            self._standing[position] = country
            if country is None:
                self.paper += 1
            else:
                self.counts.join(country)
        elif entry.kind == EntryKind.WITHDRAWAL:
            self._withdraw(position, entry.index or 0)
        elif entry.stated:
            self._state(position, entry.stated)

    def _withdraw(self, position: int, index: int) -> None:
        if index not in self._standing:
            self.problems.append(f"line {position} withdraws {index}, where no signature counts")
            return
        country = self._standing.pop(index)
        if country is None:
            self.paper -= 1
        else:
            self.counts.leave(country, index)

    def _state(self, position: int, stated: Stated) -> None:
        """The tally line against the entries up to it. Countries withheld later may still stand in an older line."""
        last = self.stated.day if self.stated else None
        if not self.rules.lots.due(self.counts, last=last, day=stated.day):
            self.problems.append(f"line {position} states figures before they are due")
        self.rules.lots.take_in(self.counts, size=position)
        self.stated, taken_in = stated, self.counts.taken_in()
        if stated.taken_in != sum(taken_in.values()):
            self.problems.append(
                f"line {position} states {stated.taken_in}, the lines before it give {sum(taken_in.values())}"
            )
        for code in sorted({*taken_in, *stated.countries}):
            due = complete_tens(taken_in.get(code, 0))
            says = stated.countries.get(code, 0)
            if says != due and not (says == 0 and code in self.rules.unstated):
                self.problems.append(f"line {position} states {code}={says}, the lines before it give {due}")

    def go_on(self, position: int) -> None:
        """Count as taken in what does from here on, where the log was resumed here."""
        resumption = self.rules.resumptions.get(position)
        if resumption is None:
            return
        waiting = [code for at, code in self._standing.items() if (at or 0) >= resumption.taken_until]
        self.counts.joins = Counter(code for code in waiting if code is not None)
        self.counts.taken_until = resumption.taken_until
        if resumption.leaves_settled:
            self.counts.leaves = Counter()
