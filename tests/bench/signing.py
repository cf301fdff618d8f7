"""Submitting and confirming against raw durable commits of the same database."""

import json
import sqlite3
import time
from urllib.parse import urlencode

from campaign.extensions import db
from campaign.lib import stamps
from campaign.signing.models import Submission
from campaign.vault.day_keys import open_mail
from campaign.vault.keys import secret
from tests.bench import load
from tests.bench.report import Report
from tests.bench.stage import SLUG, Stage
from tests.bench.watching import spending

SIGNERS = 3_000


def measure(stage: Stage, report: Report) -> None:
    """Form, token and limit included, `synchronous=FULL`, 16 connections."""
    raw = _raw_commits(stage)
    report.figure("raw durable commits of the same database", raw, "/s")
    token = aged_token(stage)
    with spending(stage) as spent:
        sent = load.run((_form(stage, token, n) for n in range(SIGNERS)), port=stage.port)
    _report(report, "submissions", sent, raw)
    report.figure("a submission, processor, with the server", spent() / SIGNERS, "ms", most=1.3)
    links = _links(stage)
    with spending(stage) as spent:
        pressed = load.run((_press(stage, token, link) for link in links), port=stage.port)
    _report(report, "confirmations", pressed, raw)
    report.figure("a confirmation, processor, with the server", spent() / len(links), "ms", most=1.5)


def _report(report: Report, name: str, found: load.Result, raw: float) -> None:
    if set(found.statuses) != {200}:
        raise SystemExit(f"{name} answered {dict(found.statuses)}")
    report.figure(f"{name} a second", found.rate, "/s", least=300)
    report.figure(f"{name} against raw commits", found.rate / raw)
    report.figure(f"{name}, 99 % within", found.percentile(0.99), "ms", most=500)


def _raw_commits(stage: Stage) -> float:
    path = stage.folder / "raw.sqlite3"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE row (body BLOB)")
    begun = time.perf_counter()
    for _ in range(2_000):
        database.execute("INSERT INTO row VALUES (?)", (b"x" * 1_500,))
    rate = 2_000 / (time.perf_counter() - begun)
    database.close()
    return rate


def aged_token(stage: Stage) -> str:
    """A token of our own page, old enough not to be held."""
    token = stamps.stamp("form", keys=[secret(stage.settings.keys, "forms")], purpose="form")
    time.sleep(3)
    return token


def _form(stage: Stage, token: str, number: int) -> bytes:
    fields = {
        "token": token, "name": f"Load {number}", "email": f"load{number}@example.org", "country": "FR", "consent": "y",
    }  # fmt: skip
    return load.post(f"/en/{SLUG}/submissions", urlencode(fields).encode(), stage.port)


def _links(stage: Stage) -> list[str]:
    """What the worker would put into the mails, read where it reads it."""
    with stage.app.app_context():
        tokens = [
            json.loads(open_mail(row.mail or b"", record_id=row.record_id, day=row.mail_day))["token"]
            for row in db.session.scalars(db.select(Submission))
        ]
        db.session.remove()
    return tokens


def _press(stage: Stage, token: str, link: str) -> bytes:
    return load.post(f"/en/c/{link}/confirmation", urlencode({"token": token}).encode(), stage.port)
