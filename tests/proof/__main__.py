"""`python -m tests.proof [PART…]`: break the program in every way at hand, and print what became of its promises."""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.proof.databases import KINDS, Database, database
from tests.proof.report import written
from tests.proof.turn import Turn

PARTS = (
    "kills", "calls", "databases", "cuts", "disks", "limits", "post", "clocks", "workers", "surge", "slow", "versions",
    "restores", "flat", "fuzzing", "attacker", "machines", "sweep",
)  # fmt: skip
ROOT = Path(__file__).parents[2]
SECONDS = {"once": 20, "proof": 30, "full": 120}
EVERY = {"once": 60, "proof": 5, "full": 1}


@dataclass
class Unit:
    """What a state is kept of: one world's worth of a part, on one database."""

    part: str
    kind: str
    times: int
    seed: int
    figures: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    seconds: float = 0
    commit: str = ""
    day: str = ""

    @property
    def name(self) -> str:
        """Unlike all others'."""
        return f"{self.part} {self.kind} {self.times} {self.seed}"


def units(parts: list[str], kinds: list[str], scale: str, seed: int, times: int | None) -> list[Unit]:
    """All that is to be run, in order."""
    plan = []
    for part in parts:
        module = importlib.import_module(f"tests.proof.parts.{part}")
        for kind in kinds:
            if kind not in getattr(module, "KINDS", KINDS):
                continue
            left, turn = times or module.TIMES[scale], 0
            while left > 0:
                some = min(left, module.AT_ONCE)
                plan.append(Unit(part, kind, some, seed + turn))
                left, turn = left - some, turn + 1
    return plan


def run(unit: Unit, place: Database, scale: str, seconds: float | None) -> None:
    """One of them; whatever it raises is a promise that didn't hold."""
    module = importlib.import_module(f"tests.proof.parts.{unit.part}")
    every = EVERY[scale]
    seconds = seconds or getattr(module, "SECONDS", SECONDS)[scale]
    turn = Turn(unit.part, place, unit.times, unit.seed, every, unit.seed % every, seconds, tell)
    begun = time.monotonic()
    try:
        module.run(turn)
    except Exception as problem:
        traceback.print_exc()
        turn.broken.append(f"{type(problem).__name__}: {problem}")
    unit.seconds, unit.figures, unit.broken = time.monotonic() - begun, turn.figures, turn.broken
    unit.day, unit.commit = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", commit()


def tell(line: str) -> None:
    """At once, as a run may be watched for a night."""
    print(line, flush=True)


def commit() -> str:
    """That of the source, and whether it was changed since."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    said = subprocess.run(git, capture_output=True, text=True)
    return said.stdout.strip() or "no commit"


def main() -> int:
    """The exit code tells whether every promise held."""
    words = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    words.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    words.add_argument(
        "--scale", choices=EVERY, default="proof", help="how often: once, as make proof, or full"
    )
    words.add_argument("--times", type=int, help="how often, whatever the scale says")
    words.add_argument("--database", choices=[*KINDS, "both"], default="both")
    words.add_argument(
        "--seed", type=int, default=int(time.time()) // 86400, help="of all chance; the day by default"
    )
    words.add_argument(
        "--seconds", type=float, help="for what is looked at over a time, whatever the scale says"
    )
    words.add_argument("--states", type=Path, help="a file of what has run, to go on from after a night")
    words.add_argument("--write", type=Path, help="write the table of docs/proof.md from the states")
    given = words.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        words.error(f"no such part: {', '.join(sorted(unknown))}")
    os.environ.setdefault(
        "XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run")
    )  # the wheel of PostgreSQL asks for it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that nothing of it runs on
    kinds = list(KINDS) if given.database == "both" else [given.database]
    ran = _run_all(given, kinds)
    if given.write:
        given.write.write_text(written(given.write.read_text(encoding="utf-8"), ran), encoding="utf-8")
    broken = [f"{unit.name}: {each}" for unit in ran for each in unit.broken]
    tell("\n" + ("Every promise held." if not broken else "BROKEN\n" + "\n".join(broken)))
    return 1 if broken else 0


def _run_all(given: argparse.Namespace, kinds: list[str]) -> list[Unit]:
    """What the states have not yet; each is written down as it ends."""
    states = _states(given.states)
    places: dict[str, Database] = {}
    try:
        for unit in units(given.parts or list(PARTS), kinds, given.scale, given.seed, given.times):
            if unit.name in states:
                tell(f"{unit.name}: ran on {states[unit.name].day}")
                continue
            tell(f"{unit.name} …")
            if unit.kind not in places:
                places[unit.kind] = database(unit.kind)
            run(unit, places[unit.kind], given.scale, given.seconds)
            states[unit.name] = unit
            said = "; ".join(unit.broken) or "held"
            tell(f"{unit.name}: {said}, {unit.seconds:.0f} s\n    {_figures(unit)}")
            if given.states:
                given.states.write_text(json.dumps([asdict(each) for each in states.values()], indent=1))
    finally:
        for place in places.values():
            place.close()
    return list(states.values())


def _figures(unit: Unit) -> str:
    return ", ".join(f"{name} {number:.4g}" for name, number in unit.figures.items())


def _states(file: Path | None) -> dict[str, Unit]:
    if file is None or not file.exists():
        return {}
    return {unit.name: unit for unit in (Unit(**each) for each in json.loads(file.read_text()))}


if __name__ == "__main__":
    sys.exit(main())
