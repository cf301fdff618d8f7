"""`campaign run` names the folder that mail goes to, wherever its setting puts it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ports import free_port
from tests.running.test_the_whole import ROOT, Program


def told_at_start(instance: Path, port: int, mail_url: str) -> list[str]:
    """The lines of `campaign run` up to its last; it has stopped again."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(instance),
        "CAMPAIGN_BIND": f"127.0.0.1:{port}",
        "CAMPAIGN_MAIL_URL": mail_url,
    }
    command = [sys.executable, "-m", "campaign", "run", "--no-example"]
    running = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert running.stdout is not None
        lines = []
        for raw in iter(running.stdout.readline, b""):
            lines.append(raw.decode().rstrip("\n"))
            if lines[-1] == "Ctrl-C stops it.":
                break
        Program(environment, port, instance, running).wait("/healthz", "ok")
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=PATIENCE) == 0
        return lines
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("setting", "folder"),
    [
        pytest.param("folder:", "{instance}/mail", marks=pytest.mark.full),
        pytest.param("folder:letters/", "{instance}/letters", marks=pytest.mark.full),
        ("folder:{elsewhere}/", "{elsewhere}"),
    ],
)
def test_the_start_names_the_folder_that_mail_goes_to(
    setting: str, folder: str, tmp_path: Path, migrated_sqlite: Path
) -> None:
    instance, port = tmp_path / "instance", free_port()
    instance.mkdir()
    shutil.copy(migrated_sqlite, instance / "campaign.sqlite3")
    places = {"instance": str(instance), "elsewhere": str(tmp_path / "elsewhere")}
    base = f"http://127.0.0.1:{port}"
    told = told_at_start(instance, port, setting.format(**places))
    desk = f"The desk, for its first owner (the link works once, for a day): http://localhost:{port}/desk/invitations/"
    assert re.fullmatch(re.escape(desk) + r"[\w-]{32}", told.pop(2))
    assert told == [
        f"Campaign is at {base}",
        f"Mail goes to the folder {folder.format(**places)}, shown at {base}/mail",
        f"The key that opens signers' data is next to the data, in {instance}/keys/first-identity.txt. It protects "
        "nobody yet: move the file to a computer of your own and delete it here.",
        "Ctrl-C stops it.",
    ]
