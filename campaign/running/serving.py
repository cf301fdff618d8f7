"""Web server and worker as one foreground program that stops cleanly."""

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.process import BaseProcess

from flask import Flask

from campaign.app import Site
from campaign.lib.logs import say
from campaign.running.before_forking import be_forked
from campaign.running.parents import end_with
from campaign.running.rsgi import answering
from campaign.running.web_server import serve_web
from campaign.running.worker import work

GRACE = 20
STOPS = (signal.SIGTERM, signal.SIGINT)


def serve(app: Site) -> int:
    """Run both until one ends or a signal comes; returns the exit code.

    Both are forks of this process, in which everything is loaded: they share its memory, and start at once.
    """
    be_forked(app)
    stopping = threading.Event()
    fork = multiprocessing.get_context("fork")
    web, worker = (fork.Process(target=target, args=(app,)) for target in (serve_until_told, work_until_told))
    web.start()
    worker.start()
    for kind in STOPS:
        signal.signal(kind, lambda *_: stopping.set())
    code = 0
    while not stopping.wait(0.1):
        ended = "web server" if not web.is_alive() else "worker" if not worker.is_alive() else None
        if ended:
            say(f"The {ended} has ended by itself; stopping.")
            code = 1
            break
    _end(web, worker)
    return code


def serve_until_told(app: Site) -> None:
    """The web server as a process: until SIGTERM."""
    os.setsid()  # a terminal's Ctrl-C goes to the program alone, which tells us
    if parent := multiprocessing.parent_process():
        end_with(parent.pid or 0, by=signal.SIGTERM)
    with app.app_context():
        serve_web(lambda: answering(app))


def work_until_told(app: Flask) -> None:
    """The worker as a process: until SIGTERM or Ctrl-C."""
    if parent := multiprocessing.parent_process():
        end_with(parent.pid or 0, by=signal.SIGTERM)
    stopping = threading.Event()
    for kind in STOPS:
        signal.signal(kind, lambda *_: stopping.set())
    work(app, stopping)


def _end(*parts: BaseProcess) -> None:
    """Ask each to finish what it is at; past the grace it is ended."""
    deadline = time.monotonic() + GRACE
    for part in parts:
        part.terminate()
    for part in parts:
        part.join(timeout=max(0.1, deadline - time.monotonic()))
        if part.is_alive():
            part.kill()
            part.join()
