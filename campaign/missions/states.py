"""Member States and observer States, and the language to write to each in; data/README.md names the sources."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from campaign.lib.un_names import UN_LANGUAGES, un_name

STATES = Path(__file__).parent / "data" / "states.csv"


class Status(StrEnum):
    """Whether a State is a member of the United Nations or observes."""

    MEMBER = "member"
    OBSERVER = "observer"


@dataclass(frozen=True)
class State:
    """A State with a mission in New York: the language to write to it in, and its name in each of the six."""

    code: str
    status: Status
    language: str
    names: Mapping[str, str]


@cache
def _states() -> Mapping[str, State]:
    with STATES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _state(row) for row in csv.DictReader(file)}


def _state(row: Mapping[str, str]) -> State:
    return State(
        code=row["code"],
        status=Status(row["status"]),
        language=row["language"],
        names=MappingProxyType({language: un_name(row["code"], language) for language in UN_LANGUAGES}),
    )


def member_states() -> tuple[State, ...]:
    """The 193 Member States, by ISO 3166-1 alpha-2 code."""
    return tuple(state for state in _states().values() if state.status == Status.MEMBER)


def observer_states() -> tuple[State, ...]:
    """The Holy See and the State of Palestine."""
    return tuple(state for state in _states().values() if state.status == Status.OBSERVER)


def state(code: str) -> State:
    """The Member or observer State of an ISO 3166-1 alpha-2 code; KeyError for any other code."""
    return _states()[code]


def is_state(code: str) -> bool:
    """Whether a code is that of a Member or observer State."""
    return code in _states()


def with_a_mission() -> frozenset[str]:
    """The codes of all of them."""
    return frozenset(_states())
