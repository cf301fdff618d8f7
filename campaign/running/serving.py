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
    """The production web server for these settings."""
    return [
        sys.executable, "-m", "gunicorn", "campaign.running.wsgi:app",
        "--bind", settings.bind,
        "--workers", str(settings.workers),
        "--worker-class", "gthread",
        "--threads", "4",
        "--keep-alive", "5",
        "--timeout", "30",
        "--graceful-timeout", "10",
        "--log-level", "warning",
        "--preload",
        "--no-control-socket",
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
