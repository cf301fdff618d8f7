"""`campaign run` a second time on one instance: refused in a sentence, unless the first one was killed."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from campaign.running.alone import NOTE
from tests.patience import PATIENCE, until
from tests.running.test_the_whole import ROOT, Program, program

__all__ = ["program"]


def started(program: Program, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "campaign", "run"], env={**program.environment, **more}, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def hears_signals(process: int) -> bool:
    """Whether it does something of its own at SIGTERM."""
    (caught,) = re.findall(r"^SigCgt:\s+(\w+)$", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


@pytest.mark.long
@pytest.mark.parametrize("bind", [{}, {"CAMPAIGN_BIND": "127.0.0.1:1"}])
def test_a_second_start_names_the_program_that_runs(standing: Program, bind: dict[str, str]) -> None:
    second = started(standing, **bind)
    said = " ".join(second.communicate(timeout=PATIENCE)[1].split())
    assert second.returncode == 2
    assert re.fullmatch(
        rf"(Error: )?Campaign is already running on {standing.instance}: process {standing.running.pid}, at "
        rf"http://127.0.0.1:{standing.port}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC. Stop it first, with Ctrl-C or "
        "systemctl stop, or name another folder with CAMPAIGN_INSTANCE.",
        said,
    ), said
    assert standing.get("/healthz")[0] == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_after_a_kill_it_starts_again_without_hands(program: Program) -> None:
    os.kill(program.running.pid, signal.SIGKILL)
    program.running.wait(timeout=PATIENCE)
    assert (program.instance / NOTE).exists()
    again = started(program)
    try:
        until(lambda: str(again.pid) in (program.instance / NOTE).read_text())
        # The last one's web server may answer still; this one stops when it is told to once it has parts of its own.
        until(lambda: hears_signals(again.pid))
        program.wait("/healthz", "ok")
        assert again.poll() is None
    finally:
        again.send_signal(signal.SIGTERM)
        again.communicate(timeout=PATIENCE)
    assert again.returncode == 0
    assert not (program.instance / NOTE).exists()
