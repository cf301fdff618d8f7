"""The organisers' list: how long and how much memory, in processes of its own."""

import os
import subprocess
import sys
import time

from tests.bench.report import Report
from tests.bench.stage import ROOT, SLUG, Stage
from tests.bench.watching import watch


def measure(stage: Stage, report: Report) -> None:
    """Each kind of file; the figures asked for are those at 100,000."""
    for kind in ("csv", "xlsx", "jsonl"):
        out = stage.folder / f"list.{kind}"
        words = [sys.executable, "-m", "campaign", "export", SLUG, "--out", str(out)]
        environment = {**os.environ, **stage.environment(), "PYTHONPATH": str(ROOT)}
        begun = time.perf_counter()
        exporter = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
        most, _ = watch(exporter.pid, f"the export to {kind}")
        seconds = time.perf_counter() - begun
        report.figure(f"export to {kind}", seconds, "s", most=10)
        report.figure(f"export to {kind}, memory of all processes", most, "MB", most=150)
