"""The worker: asks each room for its due work, again and again. Delivery has threads of its own, one for the outbox and
one for letters to missions, so that a hanging mail server holds nobody up; witnesses, which may hang too, have another;
and so has its heart, for long chores.

A chore holds up all others, and whoever wants to write: each takes its work in batches, and tells that there is more.
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from campaign.audit.actors import WORKER, acting
from campaign.current import settings
from campaign.extensions import db
from campaign.jobs.runner import run_next
from campaign.letters import actions as letters
from campaign.lib.logs import log, say
from campaign.lib.side_threads import SideThread
from campaign.lib.terminal import sentence
from campaign.mail import delivering
from campaign.mail.transports import Transport, transport
from campaign.releases import witnessing
from campaign.running.heart import Heart
from campaign.running.schedule import chores, job_kinds, look_at_logs
from campaign.running.setting_up import wait_until_set_up
from campaign.tally.actions import LostTurn

PAUSE = 0.25
DUE = 15  # seconds between two looks at which witnesses are due
BEAT = 2  # seconds; each is a write, and its age tells the web whether anything can be written
AGAIN = 60  # seconds after which a chore that goes on failing is named again
_failing: dict[str, tuple[str, float]] = {}  # by the chore: what ails it, and when that was said


def tell_stopped_logs() -> None:
    """Say at once, and not only when somebody next signs, which logs this machine must not go on with."""
    for slug, stopped in look_at_logs().items():
        log.error("log stopped", slug=slug)
        say(sentence(stopped))


def work(app: Flask, stopping: threading.Event) -> None:
    """Run until told to stop. A chore that fails is logged and tried again at its next turn.

    Ends the process where this machine's secrets are not the site's, and where one of its threads has ended by itself.
    """
    if not wait_until_set_up(app, stopping):
        return
    heart, ended = Heart(), threading.Event()
    beside = [
        SideThread(_deliver, app, stopping, name, deliver, name=name)
        for name, deliver in (("deliver", delivering.deliver), ("deliver letters", letters.deliver_letters))
    ]
    beside.append(SideThread(_offer, app, stopping, name="offer checkpoints"))
    beside.append(SideThread(_do_jobs, app, stopping, name="do jobs"))
    beating = SideThread(_beat, app, ended, heart, name="beat")
    for thread in (beating, *beside):
        thread.start()
    try:
        _work(app, stopping, heart, [beating, *beside])
    finally:
        ended.set()
        stopping.set()
    for thread in beside:
        thread.join(timeout=20)


def _work(app: Flask, stopping: threading.Event, heart: Heart, beside: list[threading.Thread]) -> None:
    """The main loop."""
    with heart.at("check logs"):
        _done(app, "check logs", tell_stopped_logs)
    with app.app_context():
        todo = chores()
    while not stopping.wait(PAUSE):
        _require_alive(beside)
        for chore in todo:
            if chore.due <= time.monotonic() and not stopping.is_set():
                with heart.at(chore.name):
                    again = _done(app, chore.name, chore.work)
                chore.due = time.monotonic() + (0 if again else chore.seconds)


def _require_alive(threads: list[threading.Thread]) -> None:
    """Where no memory is left, even saying so fails and ends a thread. Who starts us again makes all of them anew."""
    for thread in threads:
        if not thread.is_alive():
            log.error("thread of a chore ended", chore=thread.name)
            raise SystemExit(1)


def _beat(app: Flask, ended: threading.Event, heart: Heart) -> None:
    _done(app, "beat", heart.beat_once)
    while not ended.wait(BEAT):
        _done(app, "beat", heart.beat_once)


class Delivery(Protocol):
    """What hands mail over; the result tells whether there may be more at once."""

    def __call__(self, *, transport: Transport) -> object:
        """Hand over what is due."""


def _deliver(app: Flask, stopping: threading.Event, name: str, deliver: Delivery) -> None:
    with app.app_context():
        line = transport(settings().mail_url)
    while not stopping.wait(PAUSE):
        while not stopping.is_set() and _done(app, name, lambda: deliver(transport=line)):
            pass
    line.close()


def _offer(app: Flask, stopping: threading.Event) -> None:
    """A witness may be slow, or away; counting waits for none."""
    while not stopping.wait(DUE):
        _done(app, "offer checkpoints", witnessing.offer_checkpoints)


def _do_jobs(app: Flask, stopping: threading.Event) -> None:
    kinds = job_kinds()
    while not stopping.wait(PAUSE):
        while not stopping.is_set() and _done(
            app, "do jobs", lambda: run_next(kinds=kinds, ends=stopping.is_set)
        ):
            pass


def _done(app: Flask, name: str, work: Callable[[], object]) -> bool:
    """Whether the chore found something to do, and so may find more."""
    with app.app_context(), acting(WORKER):
        try:
            more = bool(work())
        except LostTurn:
            return False
        except Exception as problem:
            _name_failure(name, problem)
            return False
        finally:
            db.session.remove()
    _failing.pop(name, None)
    return more


def _name_failure(chore: str, problem: Exception) -> None:
    """In the log: at once, and while it goes on once a minute. A full disk isn't made fuller by saying so.

    Nothing personal may reach a log, and messages of exceptions carry what they choked on.
    """
    kind, now = type(problem).__name__, time.monotonic()
    before, at = _failing.get(chore, ("", 0.0))
    if kind == before and now - at < AGAIN:
        return
    _failing[chore] = kind, now
    if isinstance(problem, SQLAlchemyError | OSError):
        log.error("chore failed", chore=chore, problem=kind)
    else:
        log.error("chore failed", chore=chore, problem=kind, where=_where(problem))


def _where(problem: Exception) -> str:
    """File and line of what failed."""
    frame = problem.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
