"""Web server and worker as one foreground program that stops cleanly."""

import ctypes
import multiprocessing
import signal
import subprocess
import sys
import threading
import time

from flask import Flask

from campaign.current import settings
from campaign.extensions import db
from campaign.running.worker import work

GRACE = 20
STOPS = (signal.SIGTERM, signal.SIGINT)


def server_command() -> list[str]:
    """The production web server for these settings. It reads slow requests itself: they hold no thread of ours.

    One thread a process: a second one waits for the first one's lock on the interpreter more than it helps (measured
    with submissions: 428 a second with one, 293 with two). A process that is told to stop while it still loads doesn't
    hear it; three seconds later it is ended.
    """
    return [
        sys.executable, "-m", "granian", "campaign.running.wsgi:app",
        "--interface", "wsgi",
        "--host", settings().bind_host,
        "--port", str(settings().bind_port),
        "--workers", str(settings().workers),
        "--blocking-threads", "1",
        "--respawn-failed-workers",
        "--workers-kill-timeout", "3",
        "--no-access-log",
        "--log-level", "warning",
    ]  # fmt: skip


def serve(app: Flask) -> int:
    """Run both until one ends or a signal comes; returns the exit code."""
    stopping = threading.Event()
    # A session of its own: a terminal's Ctrl-C goes to us alone, and we tell the others.
    web = subprocess.Popen(server_command(), start_new_session=True, preexec_fn=_end_with_parent)
    with app.app_context():
        db.engine.dispose()  # a connection must not be shared with the child
    # A fork, since everything is loaded already: the second start of a small machine is quicker by a second.
    worker = multiprocessing.get_context("fork").Process(target=work_until_told, args=(app,))
    worker.start()
    for kind in STOPS:
        signal.signal(kind, lambda *_: stopping.set())
    code = 0
    while not stopping.wait(0.1):
        ended = "web server" if web.poll() is not None else "worker" if not worker.is_alive() else None
        if ended:
            print(f"The {ended} has ended by itself; stopping.", file=sys.stderr)
            code = 1
            break
    _end(web, worker)
    return code


def work_until_told(app: Flask) -> None:
    """The worker as a process: until SIGTERM or Ctrl-C."""
    if multiprocessing.parent_process() is not None:
        _end_with_parent()
    stopping = threading.Event()
    for kind in STOPS:
        signal.signal(kind, lambda *_: stopping.set())
    work(app, stopping)


def _end_with_parent() -> None:
    """On Linux: if the program above is killed, this one is told to stop, so that none goes on unseen."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _end(web: "subprocess.Popen[bytes]", worker: multiprocessing.process.BaseProcess) -> None:
    """Ask both to finish what they are at; past the grace they are ended."""
    deadline = time.monotonic() + GRACE
    if web.poll() is None:
        web.terminate()
    if worker.is_alive():
        worker.terminate()
    try:
        web.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        web.kill()
        web.wait()
    worker.join(timeout=max(0.1, deadline - time.monotonic()))
    if worker.is_alive():
        worker.kill()
        worker.join()
