"""The table of docs/proof.md, from what ran."""

import platform
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from tests.proof.turn import ZEROES

BEGIN, END = "<!-- figures -->", "<!-- end of the figures -->"


class Ran(Protocol):
    """A unit of `__main__`."""

    part: str
    kind: str
    seed: int
    figures: dict[str, float]
    broken: list[str]
    seconds: float
    commit: str
    day: str


def written(page: str, units: Iterable[Ran]) -> str:
    """The page with its figures in their place."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table(list(units))}\n{END}{tail}"


def table(units: list[Ran]) -> str:
    """What was run where, what must be 0, and what was broken how often; a row for each part and database."""
    groups: dict[tuple[str, str], list[Ran]] = defaultdict(list)
    for unit in units:
        groups[unit.part, unit.kind].append(unit)
    days, commits = sorted({unit.day for unit in units}), sorted({unit.commit for unit in units})
    seeds = sorted({unit.seed for unit in units})
    lines = [
        f"From {days[0]} to {days[-1]}, commit {', '.join(commits)}, seeds {', '.join(map(str, seeds))}, "
        f"on {machine()}; {sum(unit.seconds for unit in units) / 60:.0f} minutes.",
        "",
        "| part | database | broken how often | thanked for | confirmed | lost | doubled | forks | "
        "mailed under two ids | recovered within, median and longest | promises broken |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join(lines + [_row(part, kind, each) for (part, kind), each in groups.items()])


def machine() -> str:
    """What it ran on, without its name."""
    model = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")),
        platform.machine(),
    )  # fmt: skip
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    return f"{cores} cores ({model}), Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"


def _row(part: str, kind: str, units: list[Ran]) -> str:
    figures: dict[str, float] = defaultdict(float)
    for unit in units:
        for name, number in unit.figures.items():
            is_most = name.endswith(("seconds", "MB", "descriptors")) and "sum" not in name
            figures[name] = max(figures[name], number) if is_most else figures[name] + number
    lost = sum(
        figures[name] for name in ("lost forms", "unconfirmable", "lost signatures", "lost withdrawals")
    )
    doubled = sum(figures[name] for name in ("doubled counts", "shared entries", "entries twice"))
    recovered = "–"
    if figures["recoveries"]:
        recovered = (
            f"{figures['recovery, median seconds']:.1f} s, {figures['recovery, longest seconds']:.1f} s"
        )
    cells = [
        part, kind, _broken(figures), f"{figures['forms thanked for']:,.0f}",
        f"{figures['confirmations answered']:,.0f}", f"{lost:.0f}", f"{doubled:.0f}", f"{figures['forks']:.0f}",
        f"{figures['mails twice under two ids']:.0f}", recovered, str(sum(len(unit.broken) for unit in units)),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


ELSEWHERE = (
    *ZEROES, "forms thanked for", "confirmations answered", "withdrawals answered", "checkpoints seen",
    "entries", "recoveries", "starts",
)  # fmt: skip
ANSWERS = ("form ", "confirmation ", "withdrawal ", "recovery")


def _broken(figures: dict[str, float]) -> str:
    said = [
        f"{number:,.4g} {name}"
        for name, number in figures.items()
        if name not in ELSEWHERE and not name.startswith(ANSWERS) and number
    ]
    return "; ".join(said) or "–"
