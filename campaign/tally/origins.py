"""Names of logs: `<host>/<slug>/log`, and `…/log-2` where entries of it were lost. Pure."""

import re

NUMBERED = re.compile(r"(?P<base>.+/log)(?:-(?P<number>[1-9][0-9]{0,3}))?")


def first_origin(authority: str, slug: str) -> str:
    """The log that a campaign begins with."""
    return f"{authority}/{slug}/log"


def next_origin(origin: str) -> str:
    """The log that goes on where entries of this one were lost."""
    base, number = _parts(origin)
    return f"{base}-{number + 1}"


def earlier_origins(origin: str) -> list[str]:
    """The logs that this one continues, the newest first. What stood at i in the first of them stands at i + 1 here."""
    base, number = _parts(origin)
    return [base if one == 1 else f"{base}-{one}" for one in range(number - 1, 0, -1)]


def continues(later: str, earlier: str) -> bool:
    """Whether the first is a name for a log that goes on, at whatever remove, where the second was lost."""
    match = NUMBERED.fullmatch(later)
    return match is not None and earlier in earlier_origins(later)


def folder_of(origin: str) -> str:
    """Where below the campaign's address its checkpoint and tiles are: `log`, `log-2`."""
    return origin.rpartition("/")[2]


def _parts(origin: str) -> tuple[str, int]:
    match = NUMBERED.fullmatch(origin)
    if match is None:
        raise ValueError(f"no log of ours is named {origin!r}")
    return match["base"], int(match["number"] or 1)
