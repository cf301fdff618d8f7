"""Member States, observer States and every other territory, under the names the United Nations uses.

The tables and their sources are described in data/README.md.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

DATA = Path(__file__).parent / "data"
UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True)
class State:
    """A State with a mission in New York: the language to write to it in, and its name in each of the six."""

    code: str
    status: Literal["member", "observer"]
    language: str
    names: Mapping[str, str]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for row in _rows("names.csv"):
        names[row["code"]] = {language: row[language] for language in UN_LANGUAGES}
    for row in _rows("overrides.csv"):
        names.setdefault(row["code"], {})[row["language"]] = row["name"]
    return names


@cache
def _states() -> Mapping[str, State]:
    return {
        row["code"]: State(
            code=row["code"],
            status="observer" if row["status"] == "observer" else "member",
            language=row["language"],
            names=MappingProxyType(_names()[row["code"]]),
        )
        for row in _rows("states.csv")
    }


def member_states() -> tuple[State, ...]:
    """The 193 Member States, by ISO 3166-1 alpha-2 code."""
    return tuple(state for state in _states().values() if state.status == "member")


def observer_states() -> tuple[State, ...]:
    """The Holy See and the State of Palestine."""
    return tuple(state for state in _states().values() if state.status == "observer")


def state(code: str) -> State:
    """The Member or observer State of an ISO 3166-1 alpha-2 code; KeyError for any other code."""
    return _states()[code]


def un_name(code: str, language: str) -> str:
    """Name of a country or territory (ISO 3166-1 alpha-2, or XK) in one of the six; KeyError if unknown."""
    return _names()[code][language]


def named_codes() -> frozenset[str]:
    """Every code that `un_name` knows: ISO 3166-1 and XK."""
    return frozenset(_names())
