"""All short histories of a log, each in two colourings that differ in countries alone: what can the public tell apart?

A state keeps what the future depends on: how many entries there are of each pair of countries and each status. Entries
alike are interchangeable and so are the countries, so each state is walked from once. Whatever the public sees beside a
log's lines (totals, JSON, pages, letters, pictures) is made from `tally` lines and from totals that know no country, so
those lines are compared. The real plan makes them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from itertools import permutations
from typing import Any, NamedTuple

from campaign.tally import batches
from campaign.tally.batches import Plan, Waiting
from campaign.tally.entries import EntryKind, RemovalReason, Stated
from campaign.tally.lots import Counts

DAY = date(2016, 10, 1)
# Where entries stand in a made-up log: those that were taken in below BOUND, those that wait behind it.
TAKEN_IN_AT, BOUND, WAITS_AT = 50, 100, 150


class Status(IntEnum):
    """What became of an entry; those that a statement let go, or that left unseen, matter no more."""

    WAITS = 0  # stands, and no statement has taken it in
    STANDS = 1  # and a statement has taken it in
    LEAVES = 2  # has left, and no statement has let it go
    GONE = 3


class Entry(NamedTuple):
    """Its country in either colouring, and its status."""

    one: str
    other: str
    status: Status

    @property
    def differs(self) -> bool:
        return self.one != self.other


# Its kind, and the entries that it is about.
Event = tuple[str, tuple[Entry, ...]]


@dataclass(frozen=True)
class State:
    """`marked` are two entries whose countries are swapped in the other colouring, or none."""

    entries: tuple[Entry, ...] = ()
    marked: tuple[Entry, ...] = ()
    stated_today: bool = False
    looked_different: bool = False


@dataclass
class Found:
    """How many states a search walked from, and after what the public could tell too much."""

    states: int = 0
    leaks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Search:
    """Histories of up to `events` joins, leaves and ends of a day, over `countries`, for a rule with this lot."""

    rule: Any
    lot: int = 3
    step: int = 2
    events: int = 9
    countries: tuple[str, ...] = ("AA", "BB", "CC")

    def silence(self) -> Found:
        """Entries that no statement has taken in may have any country: nothing may look different."""
        pairs = [(one, other) for one in self.countries for other in self.countries]
        return self._walk(State(), pairs)

    def exchange(self) -> Found:
        """Two of one lot swap countries: nothing may look different while both stand, or both left in one lot."""
        first, second, *_ = self.countries
        pair = (Entry(first, second, Status.WAITS), Entry(second, first, Status.WAITS))
        return self._walk(State(), [(country, country) for country in self.countries], pair)

    def _walk(self, start: State, joins: list[tuple[str, str]], pair: tuple[Entry, ...] = ()) -> Found:
        found, seen, frontier = Found(), {start}, [start]
        for _ in range(self.events):
            following = []
            for state in frontier:
                for event in self._events(state, joins, pair):
                    after = self._after(state, event, found)
                    if after is not None and (after := self._canonical(after)) not in seen:
                        seen.add(after)
                        following.append(after)
            frontier = following
        found.states = len(seen)
        return found

    def _events(self, state: State, joins: list[tuple[str, str]], pair: tuple[Entry, ...]) -> Iterator[Event]:
        yield "day", ()
        for one, other in joins:
            yield "join", (Entry(one, other, Status.WAITS),)
        if pair and not state.marked:
            yield "both join", pair
        for entry in {*state.entries, *state.marked}:
            if entry.status in (Status.WAITS, Status.STANDS):
                yield "leave", (entry,)

    def _after(self, state: State, event: Event, found: Found) -> State | None:
        """What the event leads to, with the statement it may bring; None where nothing is claimed any more."""
        plans = [self._plan(state, event, side) for side in (0, 1)]
        lines = [plan.stated and plan.lines[-1] for plan in plans]
        entries, marked = _changed(state, event)
        waiting = Counter(each.status for each in entries + marked)
        taken = waiting[Status.WAITS] - plans[0].counts.joins.total()
        let_go = waiting[Status.LEAVES] - plans[0].counts.leaves.total()
        if not all(number == 0 or number >= self.lot for number in (taken, let_go)):
            found.leaks.append(f"{taken} taken in and {let_go} let go after {state} and {event}")
        if taken:
            if any(each.differs for each in entries if each.status == Status.WAITS):
                return None  # told now, and may be
            if len({each.status == Status.WAITS for each in marked}) > 1:
                return None  # not of one lot
        different = state.looked_different or lines[0] != lines[1]
        after = State(
            tuple(_stated(each, taken, let_go) for each in entries),
            tuple(_stated(each, taken, let_go) for each in marked),
            bool(lines[0]) or (state.stated_today and event[0] != "day"),
            different,
        )
        if {Status.GONE} < {each.status for each in after.marked}:
            return None  # one was let go and the other not, or left unseen
        if different and len({each.status for each in after.marked}) < 2:
            found.leaks.append(f"{lines} after {state} and {event}")
            return None
        return replace(after, entries=tuple(each for each in after.entries if each.status != Status.GONE))

    def _plan(self, state: State, event: Event, side: int) -> Plan:
        """What the real plan makes of it, in one of the two colourings."""
        counts = Counts(taken_until=BOUND)
        for each in state.entries + state.marked:
            counts.standing[each[side]] += each.status in (Status.WAITS, Status.STANDS)
            counts.joins[each[side]] += each.status == Status.WAITS
            counts.leaves[each[side]] += each.status == Status.LEAVES
        last = Stated(DAY, 0, {}) if state.stated_today else None
        return batches.plan(
            batch=_batch(event, side), size=1000, counts=counts, stated=last, unstated=frozenset(),
            rule=self.rule, day=DAY + timedelta(days=event[0] == "day"), step=self.step,
        )  # fmt: skip

    def _canonical(self, state: State) -> State:
        """The one state of all that differ from this one in the names of countries."""
        if state.marked:  # their countries have names
            return replace(state, entries=tuple(sorted(state.entries)))
        renamed = []
        for names in permutations(self.countries):
            name = dict(zip(self.countries, names, strict=True))
            renamed.append(tuple(sorted((name[one], name[other], at) for one, other, at in state.entries)))
        return replace(state, entries=tuple(Entry(*each) for each in min(renamed)))


def _batch(event: Event, side: int) -> list[Waiting]:
    kind, entries = event
    if kind != "leave":
        return [
            Waiting(key, EntryKind.SIGNATURE, "signature", entry[side], key)
            for key, entry in enumerate(entries)
        ]
    index = TAKEN_IN_AT if entries[0].status == Status.STANDS else WAITS_AT
    return [Waiting(1, EntryKind.WITHDRAWAL, None, entries[0][side], 1, RemovalReason.WITHDRAWN, index)]


def _changed(state: State, event: Event) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Entries and marked ones after the event, before any statement."""
    kind, entries = event
    if kind == "both join":
        return state.entries, entries
    if kind != "leave":
        return state.entries + entries, state.marked
    entry = entries[0]
    left = entry._replace(status=Status.LEAVES if entry.status == Status.STANDS else Status.GONE)
    if entry in state.marked:
        return state.entries, tuple(left if each == entry else each for each in state.marked)
    at = state.entries.index(entry)
    return (*state.entries[:at], left, *state.entries[at + 1 :]), state.marked


def _stated(entry: Entry, taken: int, let_go: int) -> Entry:
    if entry.status == Status.WAITS and taken:
        return entry._replace(status=Status.STANDS)
    if entry.status == Status.LEAVES and let_go:
        return entry._replace(status=Status.GONE)
    return entry
