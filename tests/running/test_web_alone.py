"""`campaign web`: the web server without a worker, in the place of the process that was started."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ports import free_port
from tests.running.test_the_whole import ROOT, Program


@pytest.mark.full
def test_it_serves_until_it_is_told_and_works_for_nobody(migrated_sqlite: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "campaign.sqlite3")
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(tmp_path),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_WORKERS": "1",
    }
    # On the machine that has the worker.
    subprocess.run([sys.executable, "-m", "campaign", "migrate"], env=environment, cwd=ROOT, check=True)
    running = subprocess.Popen([sys.executable, "-m", "campaign", "web"], env=environment, cwd=ROOT)
    try:
        program = Program(environment, port, tmp_path, running)
        program.wait("/", "<h1")
        status, text = program.get("/healthz")
        assert (status, json.loads(text)["worker"]) == (503, "silent")
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=PATIENCE) in {0, -signal.SIGTERM}
    finally:
        running.kill()
        running.wait()
