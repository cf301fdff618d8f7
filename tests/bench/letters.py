"""The letters to all Member States, in a process of their own."""

from tests.bench.report import Report
from tests.bench.stage import SLUG, Stage
from tests.bench.watching import commanded


def measure(stage: Stage, report: Report) -> None:
    """193 letters with annexes, the file for printing, labels and list."""
    out = str(stage.folder / "letters")
    spent = commanded(stage, "letters", "make", SLUG, "--out", out, "--place", "Geneva")
    report.figure("193 letters", spent.seconds, "s", most=3.5, computed=spent.computed, is_flat=True)
    report.figure("193 letters, memory of all processes", spent.most, "MB")
