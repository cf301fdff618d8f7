"""What the program takes by itself: a command's start, its idle memory, a signature's bytes on the disk."""

import http.client
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from campaign.extensions import db
from tests.bench import load, rows
from tests.bench.building import MOST_SEALED
from tests.bench.databases import POSTGRES, ROOT
from tests.bench.processes import held_by, stop
from tests.bench.report import Report
from tests.bench.stage import SLUG, STARTS_WITHIN, Stage
from tests.bench.watching import commanded, run
from tests.ports import free_port

ROUNDS, SETTLES, REQUESTS = 5, 5, 4_000
SIZES = {
    POSTGRES: "SELECT pg_database_size(current_database())",
    "sqlite": "SELECT (page_count - freelist_count) * page_size "
    "FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
}


def measure(stage: Stage, report: Report) -> None:
    """The disk where there are many; the floor of a command is Python with click, that of a row its sealed record."""
    spent = min((commanded(stage, "list") for _ in range(ROUNDS)), key=lambda each: each.computed)
    floor = min(run("-c", "import click", environment={}).computed for _ in range(ROUNDS))
    report.figure(
        "campaign list", spent.seconds, "s", most=0.35, computed=spent.computed, floor=floor, is_flat=True
    )
    if stage.size >= MOST_SEALED:
        with stage.app.app_context():
            size = db.session.execute(text(SIZES[stage.database])).scalar_one()
            there = db.session.execute(text("SELECT count(*) FROM signatures")).scalar_one()
            db.session.remove()
        kept = size / there / 1024
        report.figure("a signature on the disk, its log too", kept, "KB", most=1.7, floor=rows.SEALED / 1024)


def measure_memory(stage: Stage, report: Report) -> None:
    """Of the whole program, as `campaign run` starts it: idle, and after its page was asked for."""
    port = free_port()
    with _program(stage, port) as process:
        time.sleep(SETTLES)
        report.figure("the whole program, idle", held_by(process), "MB", most=160)
        load.run(itertools.repeat(load.get(f"/en/{SLUG}", port), REQUESTS), port=port)
        report.figure("the whole program, after its page was asked for", held_by(process), "MB", most=220)


@contextmanager
def _program(stage: Stage, port: int) -> Iterator[int]:
    environment = {**os.environ, **stage.environment(port), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "campaign", "run"]
    program = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield program.pid
    finally:
        stop(program)


def _wait(port: int) -> None:
    for _ in range(STARTS_WITHIN * 20):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", f"/en/{SLUG}")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit("The program did not start.")
