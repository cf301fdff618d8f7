"""The web server: granian with an adapter of ours (`adapter.py`).

A thread that asks granian's WSGI for a body waits until the client has sent it: two who sent theirs slowly stopped the
program. Other servers that read requests themselves were slower before (docs/dependencies.md). What is so, shown by
test_slow_clients.py, test_the_adapter.py and test_bodies.py in tests/running/:

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
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from campaign.current import settings

CONNECTIONS = 2048  # of one process
HEAD_MS = 10_000
HEAD_BYTES = 64 * 1024


def serve_web(load: Callable[[], Any]) -> None:
    """Serve until told to stop. Each of the server's processes is forked from this one, whose memory it shares, and
    calls `load` for what answers. Call it without an open connection to a database, or a second thread.

    One thread a process that writes: a second one waits for the first one's lock on the interpreter more than it helps
    (measured with submissions: 428 a second with one, 293 with two). A process that is told to stop while it still
    loads doesn't hear it; three seconds later it is ended.
    """
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        "campaign",
        address=settings().bind_host,
        port=settings().bind_port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings().workers,
        blocking_threads=1,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MS, max_buffer_size=HEAD_BYTES),
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load, wrap_loader=False)
