"""The organisers' list: how long and how much memory, in a process of its own."""

import os
import resource
import subprocess
import sys
import time

from tests.bench.report import Report
from tests.bench.stage import ROOT, SLUG, Stage


def measure(stage: Stage, report: Report) -> None:
    """Each kind of file; the figures asked for are those at 100,000."""
    for kind in ("csv", "xlsx", "jsonl"):
        out = stage.folder / f"list.{kind}"
        words = [sys.executable, "-m", "campaign", "export", SLUG, "--out", str(out)]
        environment = {**os.environ, **stage.environment(), "PYTHONPATH": str(ROOT)}
        begun = time.perf_counter()
        exporter = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(exporter.pid, 0)
        seconds = time.perf_counter() - begun
        if status:
            raise SystemExit(f"the export to {kind} failed")
        report.figure(f"export to {kind}", seconds, "s", most=10)
        report.figure(f"export to {kind}, memory", _megabytes(used), "MB", most=150)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024
