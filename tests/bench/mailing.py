"""Composing and handing over: the worker's part of a signature, in processor time, and its look when nothing is due."""

import time
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from statistics import median

from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.mail import delivering
from campaign.signing import actions as signing
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.stage import BENCH, SLUG, Stage

MAILS, LOOKS = 1_500, 50


class Written:
    """A server that takes each mail as bytes."""

    def send(self, message: EmailMessage) -> None:
        """Write it, as a line or a file needs it."""
        message.as_bytes()

    def close(self) -> None:
        """Nothing is open."""

    def cut(self) -> None:
        """Nothing takes long."""


def measure(stage: Stage, report: Report, floors: Floors) -> None:
    """Forms are put there by the app; what the worker does with them is measured."""
    usual = stage.app.config["SETTINGS"]
    stage.app.config["SETTINGS"] = replace(usual, mail_per_hour=1_000_000)
    with stage.app.app_context(), acting(BENCH):
        for number in range(MAILS):
            form = signing.FilledForm(
                campaign_id=1, slug=SLUG, name="Mail", address=f"mail{number}@example.org", country="FR",
                wants_updates=False, consent="I agree.", text="0" * 64, language="en",
            )  # fmt: skip
            signing.submit(form=form, held=None)
        composed = _each(signing.mail_submissions)
        _report(report, "composing a mail, processor", composed, most=0.6, floor=floors.seal_mail)
        handed = _each(lambda: delivering.deliver(transport=Written()))
        _report(report, "handing a mail over, processor", handed, most=0.9, floor=floors.mail)
        look = 1_000 * median(_spent(signing.mail_submissions) for _ in range(LOOKS))
        _report(report, "a look when no mail is due, processor", look, most=1)
        db.session.remove()
    stage.app.config["SETTINGS"] = usual


def _report(
    report: Report, name: str, milliseconds: float, *, most: float, floor: float | None = None
) -> None:
    report.figure(name, milliseconds, "ms", most=most, computed=milliseconds, floor=floor, is_flat=True)


def _each(work: Callable[[], int]) -> float:
    """Milliseconds of the processor for one of many."""
    count, begun = 0, time.process_time()
    while done := work():
        count += done
    return 1_000 * (time.process_time() - begun) / count


def _spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
