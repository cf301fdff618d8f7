"""The letters to all Member States, in a process of their own."""

import os
import subprocess
import sys
import time

from tests.bench.report import Report
from tests.bench.stage import ROOT, SLUG, Stage


def measure(stage: Stage, report: Report) -> None:
    """193 letters with annexes, the file for printing, labels and list."""
    out = stage.folder / "letters"
    words = [
        sys.executable,
        "-m",
        "campaign",
        "letters",
        "make",
        SLUG,
        "--out",
        str(out),
        "--place",
        "Geneva",
    ]
    environment = {**os.environ, **stage.environment(), "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)
    report.figure("193 letters", time.perf_counter() - begun, "s", most=5)
