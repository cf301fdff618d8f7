"""A worker's process that never comes to the end of a list, to be killed in the middle of it."""

import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from campaign import create_app
from campaign.jobs import leases
from campaign.jobs.runner import run_next
from campaign.lists import sealed_export
from campaign.running.schedule import job_kinds


def half(path: Path, *, header: Any, lines: Any) -> int:
    """As `write_sealed`, which never ends."""
    with path.open("wb") as file:
        file.write(b"half a list")
        file.flush()
        print("half", flush=True)
        while True:
            time.sleep(1)


if __name__ == "__main__":
    leases.LEASE, leases.RENEWED = timedelta(seconds=float(sys.argv[1])), 0.2
    sealed_export.write_sealed = half
    with create_app().app_context():
        run_next(kinds=job_kinds())
