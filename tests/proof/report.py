"""The table of docs/proof.md, from what ran; and the README's line, from that table."""

import platform
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from tests.proof.turn import ZEROES

BEGIN, END = "<!-- figures -->", "<!-- end of the figures -->"
LINE_BEGIN, LINE_END = "<!-- proof -->", "<!-- end of proof -->"
# Parts that measure rather than break; what they measured stands where it is used.
TOLD = {
    "attacker": "figures in [threat-model.md](threat-model.md)",
    "machines": "figures in [scale.md](scale.md)",
}


class Ran(Protocol):
    """A unit of `states`."""

    part: str
    kind: str
    seed: int
    figures: dict[str, float]
    broken: list[str]
    seconds: float
    commit: str
    day: str


def written(page: str, units: Iterable[Ran]) -> str:
    """docs/proof.md with its figures in their place."""
    return _between(page, BEGIN, f"\n{table(list(units))}\n", END)


def told(readme: str, page: str) -> str:
    """The README with the line that docs/proof.md gives."""
    return _between(readme, LINE_BEGIN, line(page), LINE_END)


def _between(text: str, begin: str, middle: str, end: str) -> str:
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}{middle}{end}{tail}"


def table(units: list[Ran]) -> str:
    """What was run where, what must be 0, and what was broken how often; a row for each part and database."""
    groups: dict[tuple[str, str], list[Ran]] = defaultdict(list)
    for unit in units:
        groups[unit.part, unit.kind].append(unit)
    days, commits = sorted({unit.day for unit in units}), sorted({unit.commit for unit in units})
    seeds = sorted({unit.seed for unit in units})
    minutes = sum(unit.seconds for unit in units) / 60
    lines = [
        f"Units that ended from {days[0]} to {days[-1]}, commit {', '.join(commits)}, "
        f"seeds {', '.join(map(str, seeds))}, on {machine()}; {minutes:.0f} minutes in sum.",
        "",
        "| part | database | broken how often | thanked for | confirmed | lost | doubled | forks | "
        "mailed under two ids | recovered within, median and longest | promises broken | at |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
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
    memory = int(re.findall(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[0]) / 1024**2
    return (
        f"{cores} cores ({model}), {memory:.0f} GB, Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}"
    )


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
        part, kind, TOLD.get(part) or _broken(figures), f"{figures['forms thanked for']:,.0f}",
        f"{figures['confirmations answered']:,.0f}", f"{lost:.0f}", f"{doubled:.0f}", f"{figures['forks']:.0f}",
        f"{figures['mails twice under two ids']:.0f}", recovered, str(sum(len(unit.broken) for unit in units)),
        ", ".join(sorted({unit.commit[:8] for unit in units})),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


ELSEWHERE = (
    *ZEROES, "forms thanked for", "confirmations answered", "withdrawals answered", "checkpoints seen",
    "entries", "recoveries", "starts",
)  # fmt: skip
ANSWERS = ("form ", "confirmation ", "withdrawal ", "recovery")


def _broken(figures: dict[str, float]) -> str:
    said = [
        f"{_number(number)} {name}"
        for name, number in figures.items()
        if name not in ELSEWHERE and not name.startswith(ANSWERS) and number
    ]
    return "; ".join(said) or "–"


def _number(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4g}"


# What the README counts together: a kind of breaking, and how its figures begin.
COUNTED = {
    "`kill -9`": "kills of ",
    "faults at a file-system call": "faults in a ",
    "cut connections": ("signers who hung up", "answers to COMMIT"),
    "moves of the clock": "moves of the clock",
}


def line(page: str) -> str:
    """The main figures of the table, in a sentence; it needs nothing but the page."""
    said = page.partition(BEGIN)[2].partition(END)[0]
    first, last, commits = re.findall(
        r"^Units that ended from (\S+) .* to (\S+) .*, commit (.*?), seeds", said, re.M
    )[0]
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in said.splitlines()
        if row.startswith("| ")
    ][1:]
    numbers = [re.match(r"([\d,.]+) (.+)", each) for row in rows for each in row[2].split("; ")]
    counts = {
        kind: sum(_read(each[1]) for each in numbers if each and each[2].startswith(begins))
        for kind, begins in COUNTED.items()
    }
    thanked, confirmed, lost, doubled, forks = (
        sum(_read(row[column]) for row in rows) for column in range(3, 8)
    )
    waits = [float(each) for row in rows for each in re.findall(r", ([\d.]+) s", row[9])]
    broken = sum(_read(row[10]) for row in rows)
    held = "every promise held" if not broken else f"{broken:,.0f} promises were broken"
    day = first if first == last else f"{first} to {last}"
    counted = ", ".join(f"{count:,.0f} {kind}" for kind, count in counts.items())
    return (
        f"`make proof`, {day}, commit {commits}: {counted} and "
        f"[more]({PAGE}) under load: of {thanked:,.0f} forms that were thanked for and {confirmed:,.0f} confirmations "
        f"{lost:,.0f} lost, {doubled:,.0f} counted twice, {forks:,.0f} forks of the log; all went on without hands "
        f"within {max(waits):.0f} s; {held}."
    )  # fmt: skip


PAGE = "docs/proof.md"


def _read(number: str) -> float:
    return float(number.replace(",", ""))
