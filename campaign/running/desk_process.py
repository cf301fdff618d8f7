"""The desk in a process of its own beside each web process, so that nothing done there holds up a public page.

It is forked from the loaded program, whose memory it shares, when somebody asks for the desk, and ends when nobody has
for a while. The kernel gives it a processor after all that serves the public. Between the two stands a keeper that only
waits, and forks: the next one too, where the desk's process ends by itself. All of them end with their web process.
"""

import asyncio
import contextlib
import gc
import os
import select
import signal
import socket
import time
from typing import NoReturn

from campaign.lib.logs import log
from campaign.running.desk_wire import read_request, send_reply, streams
from campaign.running.parents import end_with
from campaign.running.threads import Threads, log_failure
from campaign.running.wsgi_calls import App

NICE = 15  # of 19: against what serves the public it gets a thirtieth of a busy processor
IDLE = 900  # seconds
NOBODY_ASKS = 3  # the exit code of one that nobody needs
PAUSE = 0.5  # seconds before the next one, so that one that can't run doesn't take all there is
MOST_FDS = 65_536


def fork(app: App) -> socket.socket:
    """Start it for an app; what is returned takes, by `send_fds`, one end of a pair of sockets for each request.

    Call it while this process has one thread and no connection to a database.
    """
    ours, theirs = socket.socketpair()
    web = os.getpid()
    gc.freeze()  # what is loaded isn't looked through, and so stays shared
    if os.fork() == 0:
        _leave_nothing_open(theirs)
        end_with(web, by=signal.SIGKILL)
        _keep(app, theirs)
    theirs.close()
    ours.setblocking(False)
    return ours


def give_way() -> None:
    """Have this process get a processor after whoever else wants it; where that is refused it goes on all the same.

    On any processor: kept to one it held up pages and forms there, which came to two thirds of what they were.
    """
    with contextlib.suppress(OSError):
        os.nice(NICE)


def _leave_nothing_open(but: socket.socket) -> None:
    """Above all not the socket at which the web process listens."""
    os.closerange(3, but.fileno())
    os.closerange(but.fileno() + 1, MOST_FDS)


def _keep(app: App, requests: socket.socket) -> NoReturn:
    """The keeper: until the desk ends because its web process has."""
    for told in (signal.SIGTERM, signal.SIGINT):  # said to the web process too, whose end is ours
        signal.signal(told, signal.SIG_IGN)
    give_way()
    keeper = os.getpid()
    asked = select.poll()
    asked.register(requests, select.POLLIN)
    while True:
        asked.poll()
        desk = os.fork()
        if desk == 0:
            end_with(keeper, by=signal.SIGKILL)
            _serve(app, requests)
        code = os.waitstatus_to_exitcode(os.waitpid(desk, 0)[1])
        if code == 0:
            os._exit(0)
        if code != NOBODY_ASKS:
            log.error("desk ended", problem=f"exit {code}")
            time.sleep(PAUSE)


def _serve(app: App, requests: socket.socket) -> NoReturn:
    """The desk's process. It never returns into what its parent was at."""
    code = 1
    try:
        code = asyncio.new_event_loop().run_until_complete(_take(app, requests))
    finally:
        os._exit(code)


async def _take(app: App, requests: socket.socket) -> int:
    """Answer until nobody asks, or can ask: the exit code."""
    loop = asyncio.get_running_loop()
    threads, at_work = Threads(app, loop), set[asyncio.Task[None]]()
    requests.setblocking(False)
    while ends := await _next(requests, loop, at_work):
        for end in ends:
            task = loop.create_task(_answer(threads, socket.socket(fileno=end)))
            at_work.add(task)
            task.add_done_callback(at_work.discard)
    return 0 if ends is not None else NOBODY_ASKS


async def _next(
    requests: socket.socket, loop: asyncio.AbstractEventLoop, at_work: set[asyncio.Task[None]]
) -> list[int] | None:
    """The next request's socket; none once the web process has ended, None where nobody has asked for long."""
    readable = asyncio.Event()
    loop.add_reader(requests, readable.set)
    try:
        while not readable.is_set():
            try:
                await asyncio.wait_for(readable.wait(), IDLE)
            except TimeoutError:
                if not at_work:
                    return None
    finally:
        loop.remove_reader(requests)
    _, ends, _, _ = socket.recv_fds(requests, 1, 1)
    return ends


async def _answer(threads: Threads, end: socket.socket) -> None:
    """One request. Without its visitor, or its web process, nothing more is sent."""
    reader, writer = await streams(end)
    try:
        reply = await threads.reply(await read_request(reader))
        try:
            await send_reply(reply, writer)
        finally:
            if not reply.answer.whole:
                await reply.close()
    except OSError:
        pass
    except Exception as problem:
        log_failure(problem)
    finally:
        writer.close()
