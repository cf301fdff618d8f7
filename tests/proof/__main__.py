"""`python -m tests.proof [PART…]`: break the program in every way at hand, and print what became of its promises."""

import argparse
import importlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tests.proof import states
from tests.proof.databases import KINDS, Database, database
from tests.proof.report import told, written
from tests.proof.states import Unit
from tests.proof.turn import Turn

PARTS = (
    "kills", "calls", "databases", "cuts", "disks", "limits", "post", "clocks", "workers", "surge", "slow", "versions",
    "restores", "flat", "fuzzing", "attacker", "machines", "sweep",
)  # fmt: skip
SECONDS = {"once": 20, "proof": 30, "full": 120}
EVERY = {"once": 60, "proof": 5, "full": 1}


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
                plan.append(Unit(part, kind, some, seed + turn, scale=scale))
                left, turn = left - some, turn + 1
    return plan


def run(unit: Unit, place: Database, scale: str, seconds: float | None, every: int | None) -> None:
    """One of them; whatever it raises is a promise that didn't hold."""
    module = importlib.import_module(f"tests.proof.parts.{unit.part}")
    every = every or EVERY[scale]
    seconds = seconds or getattr(module, "SECONDS", SECONDS)[scale]
    turn = Turn(unit.part, place, unit.times, unit.seed, every, unit.seed % every, seconds, tell)
    begun = time.monotonic()
    try:
        module.run(turn)
    except Exception as problem:
        traceback.print_exc()
        turn.broken.append(f"{type(problem).__name__}: {problem}")
    unit.seconds, unit.figures, unit.broken = time.monotonic() - begun, turn.figures, turn.broken
    unit.day, unit.commit = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", states.commit()


def tell(line: str) -> None:
    """At once, as a run may be watched for a night."""
    print(line, flush=True)


def main() -> int:
    """The exit code tells whether every promise held."""
    chosen = _words()
    os.environ.setdefault(
        "XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run")
    )  # the wheel of PostgreSQL asks for it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that nothing of it runs on
    if chosen.side_by_side:
        ran = side_by_side(chosen)
    else:
        ran = _run_all(chosen, list(KINDS) if chosen.database == "both" else [chosen.database])
    if chosen.write and ran:
        _write(chosen.write, ran)
    broken = [f"{unit.name}: {each}" for unit in ran for each in unit.broken]
    tell("\n" + ("Every promise held." if not broken else "BROKEN\n" + "\n".join(broken)))
    return 1 if broken else 0


def _write(file: Path, ran: list[Unit]) -> None:
    """The table of docs/proof.md, and the line that the README makes of it."""
    ran.sort(key=lambda unit: (PARTS.index(unit.part), KINDS.index(unit.kind), unit.seed))
    file.write_text(page := written(file.read_text(encoding="utf-8"), ran), encoding="utf-8")
    readme = states.ROOT / "README.md"
    readme.write_text(told(readme.read_text(encoding="utf-8"), page), encoding="utf-8")


def _words() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    words.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    words.add_argument(
        "--scale", choices=EVERY, default="proof", help="how often: once, as make proof, or full"
    )
    words.add_argument("--times", type=int, help="how often, whatever the scale says")
    words.add_argument("--database", choices=[*KINDS, "both"], default="both")
    words.add_argument("--seed", type=int, help="of all chance; that of the states, or the day by default")
    words.add_argument(
        "--seconds", type=float, help="for what is looked at over a time, whatever the scale says"
    )
    words.add_argument(
        "--every", type=int, help="which file-system calls, whatever the scale says: each so many"
    )
    words.add_argument("--states", type=Path, help="a file of what has run: what held isn't run again")
    words.add_argument("--side-by-side", action="store_true", help="both databases at once, a process each")
    words.add_argument("--write", type=Path, help="write the table of docs/proof.md and the README's line")
    chosen = words.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        words.error(f"no such part: {', '.join(sorted(unknown))}")
    if chosen.side_by_side and not chosen.states:
        words.error("--side-by-side needs --states: each process writes down what it ran")
    return chosen


def side_by_side(chosen: argparse.Namespace) -> list[Unit]:
    """One process for each database, and afterwards what all of them wrote down."""
    options = ["--scale", chosen.scale]
    for name in ("times", "seconds", "every", "seed"):
        if (value := getattr(chosen, name)) is not None:
            options += [f"--{name}", str(value)]
    files = {kind: chosen.states.with_name(f"{chosen.states.stem}-{kind}.json") for kind in KINDS}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.proof", *chosen.parts, *options, "--database", kind, "--states", str(file)],
            cwd=states.ROOT,
        )
        for kind, file in files.items()
    ]  # fmt: skip
    try:
        for each in started:
            each.wait()
    finally:
        for each in started:
            each.terminate()
    return [unit for file in files.values() for unit in states.read(file, source=states.source()).values()]


def _run_all(chosen: argparse.Namespace, kinds: list[str]) -> list[Unit]:
    """What the states have not yet, or have as broken; each is written down as it ends."""
    source = states.source()
    ran = states.read(chosen.states, source=source)
    seed = chosen.seed if chosen.seed is not None else _begun(ran, chosen.scale)
    places: dict[str, Database] = {}
    try:
        for unit in units(chosen.parts or list(PARTS), kinds, chosen.scale, seed, chosen.times):
            before = ran.get(unit.name)
            if before and not before.broken and before.scale == unit.scale:
                tell(f"{unit.name}: ran on {before.day}")
                continue
            tell(f"{unit.name} …")
            if unit.kind not in places:
                places[unit.kind] = database(unit.kind)
            run(unit, places[unit.kind], chosen.scale, chosen.seconds, chosen.every)
            unit.source = source
            ran[unit.name] = unit
            said = "; ".join(unit.broken) or "held"
            tell(f"{unit.name}: {said}, {unit.seconds:.0f} s\n    {_figures(unit)}")
            if chosen.states:
                states.write(chosen.states, ran.values())
    finally:
        for place in places.values():
            place.close()
    return list(ran.values())


def _begun(ran: dict[str, Unit], scale: str) -> int:
    """The seed of the run that goes on, which a later day must not change; the day where none does."""
    begun = [unit.seed for unit in ran.values() if unit.scale == scale]
    return min(begun) if begun else int(time.time()) // 86400


def _figures(unit: Unit) -> str:
    return ", ".join(f"{name} {number:.4g}" for name, number in unit.figures.items())


if __name__ == "__main__":
    sys.exit(main())
