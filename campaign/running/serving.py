"""Web server and worker as one foreground program that stops cleanly.

The web server is granian with an adapter of ours (`adapter.py`), since a thread that asks granian's WSGI for a body
waits until the client has sent it: two who sent theirs slowly stopped the program. Other servers that read requests
themselves were slower before (docs/dependencies.md). What is so, shown by test_slow_clients.py, test_the_adapter.py and
test_bodies.py in tests/running/:

* A connection has ten seconds for the head of a request, also one that was kept open; then it is closed.
* A form has 64 KB and ten seconds, then 408; a body that ends early is 400. Files for the desk have 5 MB and 300
  seconds, eight at once, with a cookie that the desk made. Neither takes a thread of ours before it is whole.
* Of bodies on their way a process holds 64 MB; past that whoever has been sending for longest gets a 408.
* A process takes 2,048 connections, and the kernel keeps as many more waiting. Whoever holds all of them, from enough
  addresses, keeps others out for ten seconds at a time: that is nginx's and the firewall's to prevent.
* An answer goes out without a thread of ours. Up to 64 KB it is handed over at once. Of a larger one a client has
  to take a piece every 30 seconds, and 64 such answers are held at once. A client that takes nothing of a small one
  holds its connection for as long as TCP lets it; we have no means to end it.
* HTTP/1 alone: HTTP/2 is for the proxy in front, with limits of its own.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

from flask import Flask

from campaign.current import settings
from campaign.extensions import db
from campaign.lib.logs import say
from campaign.running.parents import end_with
from campaign.running.worker import work

GRACE = 20
CONNECTIONS = 2048  # of one process
HEAD_MS = 10_000
HEAD_BYTES = 64 * 1024
STOPS = (signal.SIGTERM, signal.SIGINT)


def server_command() -> list[str]:
    """The production web server for these settings.

    One thread a process that writes: a second one waits for the first one's lock on the interpreter more than it helps
    (measured with submissions: 428 a second with one, 293 with two). A process that is told to stop while it still
    loads doesn't hear it; three seconds later it is ended.
    """
    return [
        sys.executable, "-m", "granian", "campaign.running.rsgi:app",
        "--interface", "rsgi",
        "--http", "1",
        "--no-ws",
        "--host", settings().bind_host,
        "--port", str(settings().bind_port),
        "--workers", str(settings().workers),
        "--blocking-threads", "1",
        "--backlog", str(CONNECTIONS),
        "--backpressure", str(CONNECTIONS),
        "--http1-header-read-timeout", str(HEAD_MS),
        "--http1-buffer-size", str(HEAD_BYTES),
        "--respawn-failed-workers",
        "--workers-kill-timeout", "3",
        "--no-access-log",
        "--log-level", "warning",
    ]  # fmt: skip


def serve(app: Flask) -> int:
    """Run both until one ends or a signal comes; returns the exit code."""
    stopping = threading.Event()
    # A session of its own: a terminal's Ctrl-C goes to us alone, and we tell the others.
    us = os.getpid()
    web = subprocess.Popen(  # nosec B603 # noqa: S603 - its words come from settings, and no shell reads them
        server_command(), start_new_session=True, preexec_fn=lambda: end_with(us, by=signal.SIGTERM)
    )
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
            say(f"The {ended} has ended by itself; stopping.")
            code = 1
            break
    _end(web, worker)
    return code


def work_until_told(app: Flask) -> None:
    """The worker as a process: until SIGTERM or Ctrl-C."""
    if parent := multiprocessing.parent_process():
        end_with(parent.pid or 0, by=signal.SIGTERM)
    stopping = threading.Event()
    for kind in STOPS:
        signal.signal(kind, lambda *_: stopping.set())
    work(app, stopping)


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
