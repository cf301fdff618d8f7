"""The worker: asks each room for its due work, again and again. Delivery has threads of its own, one for the outbox and
one for letters to missions, so that a hanging mail server holds nobody up."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from campaign.backup import workdirs
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.letters import actions as missions
from campaign.lib import clock
from campaign.limits import refusals, widening
from campaign.mail import actions as outbox
from campaign.mail.transports import Transport, transport
from campaign.moderation import actions as moderation
from campaign.releases import actions as releases
from campaign.releases import sequencer
from campaign.running.models import STOPPED, Heartbeat
from campaign.signing import actions as signing
from campaign.tally.actions import LostTurn

log = structlog.get_logger()
HOURLY = 3600
PAUSE = 0.25


@dataclass
class Chore:
    """Something done every `seconds`; the work tells by its result whether there is more at once."""

    name: str
    seconds: float
    work: Callable[[], object]
    due: float = 0.0


def beat(name: str = "worker") -> None:
    """Say that the worker lives; or, under another name, what ails it."""
    with transaction() as session:
        statement = insert(Heartbeat).values(name=name, at=clock.now())
        session.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"at": statement.excluded.at})
        )


def chores() -> list[Chore]:
    """The rooms' due work, in the order in which one depends on another."""
    return [
        Chore("beat", 5, beat),
        Chore("turn mail keys", 600, signing.turn_mail_keys),
        Chore("mail submissions", 0.5, signing.mail_submissions),
        Chore("number entries", settings().sequence_seconds, sequencer.number_entries),
        Chore("look at logs", 60, lambda: look_at_logs() and None),
        Chore("remove invalidated", 5, moderation.remove_due),
        Chore("erase withdrawn", 5, signing.erase_withdrawn),
        Chore("close due", 60, releases.close_due),
        Chore("expire", HOURLY, signing.expire),
        Chore("purge closed", HOURLY, signing.purge_closed),
        Chore("forget widened", HOURLY, widening.forget_widened),
        Chore("tidy refusals", HOURLY, refusals.tidy_refusals),
        Chore("tidy outbox", HOURLY, outbox.tidy),
        Chore("tidy workplaces", HOURLY, lambda: workdirs.tidy(*workdirs.places())),
    ]


def look_at_logs() -> dict[str, str]:
    """Whether a log stands still, for whoever watches: said again as long as it is so, and taken back."""
    stopped = sequencer.stopped_logs()
    if stopped:
        beat(STOPPED)
    else:
        with transaction() as session:
            session.execute(delete(Heartbeat).where(Heartbeat.name == STOPPED))
    return stopped


def tell_stopped_logs() -> None:
    """Say at once, and not only when somebody next signs, which logs this machine must not go on with."""
    for slug, sentence in look_at_logs().items():
        log.error("log stopped", slug=slug)
        print(sentence, file=sys.stderr, flush=True)


def work(app: Flask, stopping: threading.Event) -> None:
    """Run until told to stop. A chore that fails is logged and tried again at its next turn."""
    deliveries = [
        threading.Thread(target=_deliver, args=(app, stopping, name, deliver), daemon=True)
        for name, deliver in (("deliver", outbox.deliver), ("deliver letters", missions.deliver_letters))
    ]
    for delivery in deliveries:
        delivery.start()
    _done(app, "check logs", tell_stopped_logs)
    with app.app_context():
        todo = chores()
    while not stopping.wait(PAUSE):
        for chore in todo:
            if chore.due <= time.monotonic() and not stopping.is_set():
                again = _done(app, chore.name, chore.work)
                chore.due = time.monotonic() + (0 if again else chore.seconds)
    for delivery in deliveries:
        delivery.join(timeout=20)


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


def _done(app: Flask, name: str, work: Callable[[], object]) -> bool:
    """Whether the chore found something to do, and so may find more."""
    with app.app_context():
        try:
            return bool(work())
        except LostTurn:
            return False
        except (SQLAlchemyError, OSError) as problem:
            log.error("chore failed", chore=name, problem=type(problem).__name__)
            return False
        except Exception as problem:
            # Nothing personal may reach a log, and messages of exceptions carry what they choked on.
            frame = problem.__traceback__
            while frame and frame.tb_next:
                frame = frame.tb_next
            where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
            log.error("chore failed", chore=name, problem=type(problem).__name__, where=where)
            return False
        finally:
            db.session.remove()
