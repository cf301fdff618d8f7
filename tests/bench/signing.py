"""Submitting and confirming against raw durable commits of the same database."""

import json
import sqlite3
import time
from collections.abc import Callable
from urllib.parse import urlencode

import psycopg

from campaign.extensions import db
from campaign.lib import stamps
from campaign.signing.models import Submission
from campaign.vault.day_keys import open_mail
from campaign.vault.keys import secret
from tests.bench import load
from tests.bench.databases import POSTGRES
from tests.bench.floors import ROW, Floors
from tests.bench.report import Report
from tests.bench.stage import SLUG, Stage
from tests.bench.watching import spending

SIGNERS, COMMITS = 3_000, 2_000
LEAST, SHARE, WITHIN = 1_000, 0.25, 200


def measure(stage: Stage, report: Report, floors: Floors, hello: float) -> None:
    """Form, token and limit included, 16 connections; a request of a server that does nothing takes `hello` ms."""
    raw = _raw_commits(stage)
    report.figure("raw durable commits of the same database", raw, "/s")
    token = aged_token(stage)
    with spending(stage) as spent:
        sent = load.run((_form(stage, token, n) for n in range(SIGNERS)), port=stage.port)
    _report(report, "submissions", sent, raw)
    _each(report, "a submission", spent() / SIGNERS, most=1.3, floor=floors.submission + hello)
    links = _links(stage)
    with spending(stage) as spent:
        pressed = load.run((_press(stage, token, link) for link in links), port=stage.port)
    _report(report, "confirmations", pressed, raw)
    _each(report, "a confirmation", spent() / len(links), most=1.5, floor=floors.confirmation + hello)


def _report(report: Report, name: str, found: load.Result, raw: float) -> None:
    if set(found.statuses) != {200}:
        raise SystemExit(f"{name} answered {dict(found.statuses)}")
    report.figure(f"{name} a second", found.rate, "/s", least=LEAST, floor=raw)
    report.figure(f"{name} against raw commits", found.rate / raw, least=SHARE)
    report.figure(f"{name}, 99 % within", found.percentile(0.99), "ms", most=WITHIN)


def _each(report: Report, name: str, milliseconds: float, *, most: float, floor: float) -> None:
    report.figure(
        f"{name}, processor, with the server", milliseconds, "ms", most=most, computed=milliseconds, floor=floor,
        is_flat=True,
    )  # fmt: skip


def _raw_commits(stage: Stage) -> float:
    """One row each, from one connection."""
    if stage.database == POSTGRES:
        return _raw_on_postgres(stage.more["CAMPAIGN_DATABASE_URL"])
    database = sqlite3.connect(stage.folder / "raw.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE row (body BLOB)")
    rate = _rate(lambda: database.execute("INSERT INTO row VALUES (?)", (ROW,)))
    database.close()
    return rate


def _raw_on_postgres(url: str) -> float:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_row (body bytea)")
        rate = _rate(lambda: connection.execute("INSERT INTO bench_row VALUES (%s)", (ROW,)))
        connection.execute("DROP TABLE bench_row")
    return rate


def _rate(commit: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(COMMITS):
        commit()
    return COMMITS / (time.perf_counter() - begun)


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
            for row in db.session.scalars(db.select(Submission).where(Submission.mail.is_not(None)))
        ]
        db.session.remove()
    return tokens


def _press(stage: Stage, token: str, link: str) -> bytes:
    return load.post(f"/en/c/{link}/confirmation", urlencode({"token": token}).encode(), stage.port)
