"""Which letters of a set go to whom, before anyone is asked. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from campaign.letters.fates import ON_THE_WAY, SendingState
from campaign.lib.refusal import Refusal


@dataclass(frozen=True)
class Going:
    """A letter that will go; `round` counts how often this one was sent, this time included."""

    country: str
    language: str
    address: str
    round: int


@dataclass(frozen=True)
class Past:
    """The newest round of a letter that was sent before."""

    state: SendingState
    round: int


@dataclass(frozen=True)
class Plan:
    """The letters that go; those that don't, by what keeps them."""

    going: tuple[Going, ...]
    left_out: tuple[str, ...]
    without_address: tuple[str, ...]
    before: tuple[tuple[str, SendingState], ...]


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
        if code in past and code not in again:
            before.append((code, past[code].state))
        elif code not in addresses:
            missing.append(code)
        else:
            number = past[code].round + 1 if code in past else 1
            going.append(Going(code, language, addresses[code], number))
    return Plan(tuple(going), tuple(sorted(but)), tuple(missing), tuple(before))
