"""Web server and worker as one foreground program that stops cleanly."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

from campaign.config import Settings

GRACE = 20


def server_command(settings: Settings) -> list[str]:
    """The production web server for these settings. It reads slow requests itself: they hold no thread of ours."""
    host, _, port = settings.bind.rpartition(":")
    return [
        sys.executable, "-m", "granian", "campaign.running.wsgi:app",
        "--interface", "wsgi",
        "--host", host.strip("[]"),
        "--port", port,
        "--workers", str(settings.workers),
        "--blocking-threads", "2",
        "--respawn-failed-workers",
        "--workers-kill-timeout", "10",
        "--no-access-log",
        "--log-level", "warning",
    ]  # fmt: skip


def serve(settings: Settings) -> int:
    """Run both until one ends or a signal comes; returns the exit code."""
    environment = dict(os.environ)
    parts = {
        "web": subprocess.Popen(server_command(settings), env=environment),
        "worker": subprocess.Popen([sys.executable, "-m", "campaign", "worker"], env=environment),
    }
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = 0
    while not stopping:
        time.sleep(0.1)
        for name, part in parts.items():
            if part.poll() is not None:
                print(f"The {name} ended with {part.returncode}; stopping.", file=sys.stderr)
                code, stopping = 1, True
    _end(list(parts.values()))
    return code


def _end(parts: list["subprocess.Popen[bytes]"]) -> None:
    for part in parts:
        if part.poll() is None:
            part.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for part in parts:
        try:
            part.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()
