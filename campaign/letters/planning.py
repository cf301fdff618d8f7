"""Which letters of a set go to whom, before anyone is asked. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from campaign.letters.fates import ON_THE_WAY, SendingState
from campaign.lib.refusal import Refusal


@dataclass(frozen=True)
class Going:
    """A letter that will go; `round` counts how often this one was tried, this time included.

    `stopped_at`: it was to go before, and was stopped then.
    """

    country: str
    language: str
    address: str
    round: int
    stopped_at: datetime | None = None


@dataclass(frozen=True)
class Past:
    """What became of a letter: of its newest round that wasn't stopped, or that all of them were.

    `round` is how often it was really tried, or waits to be; `stopped_at` is when its last round was stopped.
    """

    state: SendingState
    round: int
    stopped_at: datetime | None = None

    @property
    def went(self) -> bool:
        """Whether it is queued, being sent, or was tried: such a letter goes again only where somebody says so."""
        return self.state != SendingState.STOPPED


@dataclass(frozen=True)
class Plan:
    """The letters that go; those that don't, by what keeps them. To `without_letter` none was made in this set."""

    going: tuple[Going, ...]
    left_out: tuple[str, ...]
    without_address: tuple[str, ...]
    before: tuple[tuple[str, SendingState], ...]
    without_letter: tuple[str, ...] = ()


def plan(
    letters: Iterable[tuple[str, str]],
    *,
    addresses: Mapping[str, str],
    past: Mapping[str, Past],
    but: Collection[str],
    again: Collection[str],
) -> Plan:
    """Sort (country, language) of each letter of a set. Raises Refusal for codes that make no sense."""
    languages = dict(letters)
    if unknown := sorted({*but, *again} - languages.keys()):
        raise Refusal("letters/not-in-this-set", codes=unknown)
    if both := sorted(set(but) & set(again)):
        raise Refusal("letters/except-and-again", codes=both)
    if waiting := sorted(code for code in again if code in past and past[code].state in ON_THE_WAY):
        raise Refusal("letters/on-the-way", codes=waiting)
    if never := sorted(set(again) - past.keys()):
        raise Refusal("letters/nothing-to-repeat", codes=never)
    going, missing, before = [], [], []
    for code, language in sorted(languages.items()):
        if code in but:
            continue
        last = past.get(code)
        if last and last.went and code not in again:
            before.append((code, last.state))
        elif code not in addresses:
            missing.append(code)
        else:
            number, stopped_at = (last.round + 1, last.stopped_at) if last else (1, None)
            going.append(Going(code, language, addresses[code], number, stopped_at))
    return Plan(tuple(going), tuple(sorted(but)), tuple(missing), tuple(before))
