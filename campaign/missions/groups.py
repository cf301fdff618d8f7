"""Groups of States that letters go to one after another: those that are shipped, or the organisers' own file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from campaign.lib.refusal import Refusal
from campaign.missions.states import is_state

SHIPPED = Path(__file__).parent / "data" / "groups.toml"
OWN = "groups.toml"
LARGEST = 100_000
LONGEST_YEARS = 40


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some States under a name; `until` is the last day for which that is so, `checked` when somebody looked.

    `years` says of some of the States for which years they are in it.
    """

    key: str
    names: Mapping[str, str]
    states: tuple[str, ...]
    source: str
    checked: date
    until: date | None = None
    years: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """In that language, or in English, or in whichever there is."""
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()))

    def is_over(self, today: date) -> bool:
        """Whether others sit there by now."""
        return self.until is not None and self.until < today


def groups(folder: Path) -> tuple[Group, ...]:
    """Those of `groups.toml` in this folder, or the shipped ones where it isn't there. Raises Refusal."""
    own = folder / OWN
    path = own if own.is_file() else SHIPPED
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise Refusal("missions/groups-too-large", file=path.name)
        return read_groups(raw.decode("utf-8-sig"))
    except OSError as problem:
        raise Refusal("missions/cant-read", file=path.name, problem=problem.strerror) from None
    except UnicodeDecodeError:
        raise Refusal("missions/not-utf-8") from None


def read_groups(text: str) -> tuple[Group, ...]:
    """The groups in their order. Raises Refusal for the first thing that is wrong."""
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:  # numbers of thousands of digits, lists in lists in lists
        raise Refusal("missions/groups-not-toml", problem=str(problem)) from None
    checked = tables.pop("checked", None)
    if not _is_day(checked):
        raise Refusal("missions/groups-unchecked")
    return tuple(_group(key, row, checked) for key, row in tables.items())


def _group(key: str, row: Any, checked: date) -> Group:
    row = row if isinstance(row, dict) else {}
    names, states, until = row.get("names"), row.get("states"), row.get("until")
    is_named = (
        isinstance(names, dict) and bool(names) and all(isinstance(name, str) for name in names.values())
    )
    if not is_named or not isinstance(row.get("source"), str) or not (until is None or _is_day(until)):
        raise Refusal("missions/group-without", group=key)
    if not isinstance(states, list) or not states:
        raise Refusal("missions/group-without", group=key)
    if unknown := [str(code) for code in states if not (isinstance(code, str) and is_state(code))]:
        raise Refusal("missions/no-states", codes=unknown)
    return Group(
        key=key, names=names, states=tuple(dict.fromkeys(states)), source=row["source"], checked=checked, until=until,
        years=_years(key, row.get("years", {}), states),
    )  # fmt: skip


def _years(key: str, row: Any, states: list[str]) -> Mapping[str, str]:
    years: dict[str, Any] = row if isinstance(row, dict) else {"": None}
    if not set(years) <= set(states) or not all(_is_short(said) for said in years.values()):
        raise Refusal("missions/group-years", group=key)
    return years


def _is_short(said: Any) -> bool:
    return isinstance(said, str) and len(said) <= LONGEST_YEARS


def _is_day(value: Any) -> bool:
    return type(value) is date
