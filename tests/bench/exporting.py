"""The organisers' list: how long and how much memory, in processes of its own."""

from tests.bench.building import MOST_SEALED
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.stage import SLUG, Stage
from tests.bench.watching import CORES, commanded

ASKED = 100_000
MOST = {"csv": 5, "xlsx": 8, "jsonl": 5}
MEMORY = 150


def measure(stage: Stage, report: Report, floors: Floors) -> None:
    """Each kind of file; what is asked for is asked at 100,000. Their floor is that each record is opened."""
    kinds = list(MOST) if stage.size <= MOST_SEALED else []
    for kind in kinds:
        out = stage.folder / f"list.{kind}"
        spent = commanded(stage, "export", SLUG, "--out", str(out), "--identity", str(stage.key))
        report.figure(
            f"export to {kind}", spent.seconds, "s", most=MOST[kind] if stage.size == ASKED else None,
            computed=spent.computed, floor=floors.opening * stage.size / 1_000,
        )  # fmt: skip
        report.figure(f"export to {kind}, processor on each core", spent.computed / CORES, "s")
        report.figure(f"export to {kind}, memory of all processes", spent.most, "MB", most=MEMORY)
    spent = commanded(stage, "export", SLUG, "--sealed", str(stage.folder / "list.sealed"))
    report.figure("export, sealed", spent.seconds, "s", computed=spent.computed)
