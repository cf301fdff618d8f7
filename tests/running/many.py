"""A SQLite database with very many rows, written by SQL alone: what a campaign of a year has in it, in a minute."""

import json
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text, update

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.tokens import hash_token
from campaign.mail import actions as outbox
from campaign.mail.composing import Mail
from campaign.mail.models import Message
from campaign.paper.rows import Row
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing.models import Submission
from campaign.tally import queries as tally_queries
from campaign.tally import tree
from campaign.tally.models import LogHead
from campaign.vault.day_keys import seal_mail
from campaign.vault.tags import tags_of
from tests.cast import NOUR, SLUG, Site

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
SIGNATURES = """
INSERT INTO signatures (campaign_id, state, record_id, address_tag, domain_tag, stop_tag, token_hash, sealed, copy,
  text, language, country, wants_updates, hour, sent_on)
SELECT :campaign, CASE WHEN i % 50 = 0 THEN 'withdrawn' ELSE 'counted' END, randomblob(16), randomblob(32),
  randomblob(32), randomblob(32), randomblob(32), randomblob(806), randomblob(200), :text, 'en',
  CASE WHEN i % 4 = 1 THEN 'VA' ELSE 'FR' END, i % 3 = 0,
  CAST(strftime('%s', :hour) AS INTEGER), date(:hour, '-' || (i % 200) || ' days')
FROM n"""
ENTRIES = """
INSERT INTO entries (campaign_id, position, kind, line, country, signature_id)
SELECT :campaign, :size + i - 1, 'signature', CAST(x'01' || randomblob(32) AS BLOB),
  CASE WHEN i % 4 = 1 THEN 'VA' ELSE 'FR' END, i
FROM n"""
WITHDRAWALS = """
INSERT INTO entries (campaign_id, position, kind, line, country, signature_id, reason)
SELECT :campaign, :size + row_number() OVER (ORDER BY id) - 1, 'withdrawal',
  'withdrawal ' || (:first + id - 1) || ' withdrawn', country, id, 'withdrawn'
FROM signatures WHERE state = 'withdrawn' ORDER BY id"""
UNNUMBERED = """
INSERT INTO entries (campaign_id, kind, line, country, signature_id, waiting_since)
SELECT :campaign, 'signature', CAST(x'01' || randomblob(32) AS BLOB), 'FR', 100000000 + i, :hour
FROM n"""
SUBMISSIONS = """
INSERT INTO submissions (campaign_id, state, record_id, address_tag, domain_tag, mail_tag, stop_tag, token_hash, sealed,
  copy, mail, mail_day, text, language, country, wants_updates, hour)
SELECT :campaign, :state, randomblob(16), randomblob(32), randomblob(32), randomblob(32), randomblob(32),
  randomblob(32), randomblob(628), randomblob(330), CASE WHEN :day IS NULL THEN NULL ELSE randomblob(500) END, :day,
  :text, 'en', 'FR', 0, :hour
FROM n"""
LINKS_OF_WITHDRAWN = """
INSERT INTO submissions (campaign_id, state, record_id, address_tag, domain_tag, mail_tag, stop_tag, token_hash, text,
  language, country, wants_updates, hour)
SELECT campaign_id, 'withdrawn', randomblob(16), address_tag, domain_tag, randomblob(32), stop_tag, randomblob(32),
  text, 'en', country, 0, :hour
FROM signatures WHERE state = 'withdrawn'"""
SLIPS = """
INSERT INTO paper_slips (campaign_id, number, state, code_hash, text, language)
SELECT :campaign, i, 'printed', randomblob(32), :text, 'en' FROM n"""
MESSAGES = """
INSERT INTO messages (record_id, state, sealed, mail_day, made_at, due_at, ended_at, attempts)
SELECT randomblob(16), :state, CASE WHEN :state = 'waiting' THEN randomblob(900) END, :day, :hour, :due, :ended, 1
FROM n"""
MAILINGS = "INSERT INTO mailings (mail_tag, at) SELECT randomblob(32), :hour FROM n"
REFUSALS = """
INSERT INTO refusals (day, kind, network, count)
SELECT :day, CASE i % 3 WHEN 0 THEN 'limited' WHEN 1 THEN 'elsewhere' ELSE 'garbled' END, printf('%04x', i / 3), i
FROM n"""
TOKEN = "t" * 22


# Nothing is stated yet, so that all of them wait to be taken in.
COUNTS = """
INSERT INTO country_counts (campaign_id, country, count, joins, leaves)
SELECT :campaign, country, SUM(step), SUM(step), 0 FROM (
  SELECT country, CASE WHEN kind = 'signature' THEN 1 ELSE -1 END AS step FROM entries
  WHERE campaign_id = :campaign AND position IS NOT NULL AND country IS NOT NULL
) GROUP BY country
"""


def write_many(site: Site, signatures: int) -> None:
    """Fill the database of a site with one open campaign: so many signatures, and of everything else a share of that.

    A fiftieth are withdrawn, which the log has; a quarter are from the Vatican; a twentieth of all entries wait.
    """
    campaign = site.campaign.id
    size, sha256 = tally_queries.head(campaign).size, tally_queries.named_by(campaign, kind="text", size=9)[0]  # type: ignore[union-attr]
    now = clock.now()
    db.session.remove()
    with db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for pragma in ("synchronous=OFF", "cache_size=-400000"):
            driver.execute(f"PRAGMA {pragma}")  # before a transaction begins
        for statement, values in (
            *_log(signatures, size, now), *_submissions(signatures // 20, now), *_mail(signatures // 10, now),
        ):  # fmt: skip
            given = {"campaign": campaign, "text": sha256, **values}
            used = text(statement)
            connection.execute(used, {name: given[name] for name in used._bindparams})
        connection.commit()
    db.engine.dispose()
    _grow_tree(campaign, signatures - signatures // 50)
    db.session.remove()


def _log(many: int, size: int, now: datetime) -> Iterable[tuple[str, dict[str, Any]]]:
    hour = _moment(clock.hour(now - timedelta(days=20)))
    yield NUMBERS + SIGNATURES, {"many": many, "hour": hour}
    yield NUMBERS + ENTRIES, {"many": many, "size": size}
    yield WITHDRAWALS, {"size": size + many, "first": size}
    yield COUNTS, {}
    yield NUMBERS + UNNUMBERED, {"many": many // 20, "hour": hour}


def _submissions(many: int, now: datetime) -> Iterable[tuple[str, dict[str, Any]]]:
    """Past their time, held, under a mail key of a week ago; and links of those that withdrew."""
    fresh, old = _moment(clock.hour(now)), _moment(clock.hour(now - timedelta(days=40)))
    today, past = now.date().isoformat(), (now - timedelta(days=7)).date().isoformat()
    for state, hour, day in (
        ("waiting", old, None), ("expired", old, None), ("held", fresh, today), ("waiting", fresh, past),
    ):  # fmt: skip
        yield NUMBERS + SUBMISSIONS, {"state": state, "hour": hour, "day": day, "many": many}
    yield LINKS_OF_WITHDRAWN, {"hour": fresh}


def _mail(many: int, now: datetime) -> Iterable[tuple[str, dict[str, Any]]]:
    """Sent long ago, given up soon; written to long ago; refused yesterday."""
    old, later = _moment(now - timedelta(days=40)), _moment(now + timedelta(days=2))
    past, yesterday = (now - timedelta(days=7)).date().isoformat(), (now.date() - clock.DAY).isoformat()
    sent = {"state": "sent", "day": None, "hour": old, "due": old, "ended": old, "many": many}
    waiting = {"state": "waiting", "day": past, "hour": old, "due": later, "ended": None, "many": many}
    yield NUMBERS + MESSAGES, sent
    yield NUMBERS + MESSAGES, waiting
    yield NUMBERS + MAILINGS, {"hour": old, "many": many}
    yield NUMBERS + REFUSALS, {"day": yesterday, "many": min(many, 196_608)}


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _grow_tree(campaign: int, total: int) -> None:
    """Over all that is numbered."""
    head = tally_queries.head(campaign)
    assert head is not None
    edge = tree.edge_at(campaign, head.size)
    lines = [line for _, line, _ in tally_queries.lines(campaign, start=head.size)]
    with transaction() as session:
        edge = tree.grow(campaign, edge, lines)
        here = update(LogHead).where(LogHead.campaign_id == campaign)
        session.execute(here.values(size=edge.size, total=total))


def make_due(number: int) -> None:
    """Give so many of the held submissions mails that really open, and let them be due."""
    query = select(Submission.id, Submission.record_id).where(Submission.state == "held").limit(number)
    with transaction() as session:
        for place, (key, record) in enumerate(session.execute(query).all()):
            mail = {"to": f"a{place}@example.org", "token": TOKEN, "number": "1234", "language": "en"}
            sealed, day = seal_mail(json.dumps(mail).encode(), record_id=record)
            values = {"mail": sealed, "mail_day": day, "mail_due_at": clock.now(), "state": "waiting"}
            session.execute(update(Submission).where(Submission.id == key).values(**values))


def make_reminders_due(number: int) -> None:
    """Let so many of the submissions wait for a reminder, whose first mails left four days ago."""
    query = select(Submission.id, Submission.record_id).order_by(Submission.id.desc()).limit(number)
    with transaction() as session:
        session.execute(update(Campaign).values(at_risk=False, reminder_on=True))
        # Mail isn't slow, or none would go.
        ended = {"state": "failed", "sealed": None, "mail_day": None, "ended_at": clock.now()}
        session.execute(update(Message).where(Message.state == "waiting").values(**ended))
        for place, (key, record) in enumerate(session.execute(query).all()):
            mail = {"to": f"r{place}@example.org", "token": TOKEN, "number": "1234", "language": "en"}
            sealed, day = seal_mail(json.dumps(mail).encode(), record_id=record)
            now, before = clock.now(), clock.now() - 4 * clock.DAY
            session.add(
                Message(record_id=record, state="sent", made_at=before, due_at=before, ended_at=before)
            )
            values = {
                "mail": sealed, "mail_day": day, "mail_due_at": None, "remind_at": now, "mailed_as": record,
                "state": "waiting", "held_because": None,
            }  # fmt: skip
            session.execute(update(Submission).where(Submission.id == key).values(**values))


def queue_mails(number: int) -> None:
    """Mails that wait and really open."""
    with transaction():
        for place in range(number):
            body = f"Open this:\n\nhttp://127.0.0.1:8000/en/c/{TOKEN}\n"
            outbox.queue(
                mail=Mail(f"a{place}@example.org", "Confirm", body, "en", outbox.new_record_id().hex())
            )


def give_to_one_address(number: int, day: date) -> None:
    """Let so many of the submissions that wait be Nour's, one of them behind the link of those mails."""
    tag = tags_of(NOUR.email, campaign=SLUG, day=day).address
    query = select(Submission.id).where(Submission.state == "waiting").limit(number)
    with transaction() as session:
        keys = session.scalars(query).all()
        session.execute(update(Submission).where(Submission.id.in_(keys)).values(address_tag=tag))
        one = update(Submission).where(Submission.id == keys[0])
        session.execute(
            one.values(token_hash=hash_token(TOKEN, purpose="link"), record_id=secrets.token_bytes(16))
        )


def print_slips(site: Site, many: int) -> list[Row]:
    """Slips of paper that were printed, in a campaign that uses paper, and a row for each."""
    text_hash = releases_queries.text_for(site.campaign.id, "en").sha256
    with transaction() as session:
        site.campaign.at_risk = False
        session.execute(
            text(NUMBERS + SLIPS), {"many": many, "campaign": site.campaign.id, "text": text_hash}
        )
    return [Row(number=number, name=f"Signer {number}", country="FR") for number in range(1, many + 1)]
