"""What is done in batches may stop between any two: what stands then is right, and the next turn goes on."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from campaign.extensions import db
from campaign.limits import refusals, widening
from campaign.mail import actions as outbox
from campaign.mail.models import Message
from campaign.moderation import actions as moderation
from campaign.moderation.actions import gathering, held, invalidating
from campaign.moderation.days import days
from campaign.releases import actions as releases
from campaign.releases.figures import check
from campaign.signing import actions as signing
from campaign.signing.actions import day_keys, erasing, purging
from campaign.signing.models import Signature, Submission
from campaign.vault import keys
from tests.cast import AMELIE, NOUR, SLUG, Client, Person, Site
from tests.moderation.crowd import crowd
from tests.running.turns import turns
from tests.tables import count, rows

ROOT = Path(__file__).parents[2]
BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)
DAY = timedelta(days=1)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# A program that is killed in the middle of its third batch.
KILLED = """
import os, signal
from campaign import create_app
from campaign.signing import actions
from campaign.signing.actions import counting, erasing, purging

erasing.BATCH = purging.BATCH = 2
real, calls = counting.note_confirmed, iter(range(9))

def note(*where):
    real(*where)
    if next(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)

counting.note_confirmed = note
app = create_app()
with app.app_context():
    actions.purge()
"""


def batches_of(number: int, patch: pytest.MonkeyPatch) -> None:
    for module in (erasing, purging, gathering, held, invalidating, day_keys, refusals, outbox):
        patch.setattr(module, "BATCH", number)


def sent(site: Site) -> list[tuple[int, int, int]]:
    """What `campaign stats` shows of the one day."""
    found = days(site.campaign.id, first=BEGIN.date(), last=BEGIN.date())
    db.session.remove()
    return [(day.confirmed, day.waiting, day.refused) for day in found]


def closed(site: Site, client: Client) -> None:
    """Seven signed, one of them withdrew; three forms wait; then the close."""
    crowd(site, 6, country="FR", domain="example.org", at=BEGIN)
    with time_machine.travel(BEGIN, tick=False):
        client.press(site.signed(NOUR), "withdrawal")
        for number in range(3):
            client.sign(AMELIE, email=f"waits{number}@example.org")
        site.number()
        releases.close_campaign(slug=SLUG)
        site.number()


def test_a_purge_that_stops_anywhere_goes_on(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(2, monkeypatch)
    closed(site, client)
    assert sent(site) == [(7, 3, 0)]
    taken = []
    with time_machine.travel(BEGIN + 91 * DAY, tick=False):
        while (batch := signing.purge_batch()) is not None:
            taken.append(batch)
            assert check(site.campaign) == []
            assert sent(site) == [
                (7, 3 - min(3, sum(some for _, some in taken)), min(3, sum(s for _, s in taken)))
            ]
            personal = count(Submission) + 7 - count(Signature, sent_on=None, record_id=None)
            assert keys.exists(site.settings.keys, f"tag-{SLUG}") is (personal > 0)
    assert taken == [(SLUG, 2), (SLUG, 3), (SLUG, 2), (SLUG, 2), (SLUG, 1)]


def test_a_purge_that_is_killed_goes_on(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(site, client)
    settings = site.settings
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CAMPAIGN_INSTANCE": str(settings.instance),
        "CAMPAIGN_DATABASE_URL": settings.database_url.replace("+psycopg", ""),
        "CAMPAIGN_KEEP_DAYS": "0",
    }
    db.session.remove()
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (count(Submission), count(Signature, sent_on=None, record_id=None)) == (0, 4)
    assert keys.exists(settings.keys, f"tag-{SLUG}")
    assert (sent(site), check(site.campaign)) == ([(7, 0, 3)], [])
    with time_machine.travel(BEGIN + 91 * DAY, tick=False):
        assert signing.purge_closed() == {SLUG: 3}
    assert (sent(site), check(site.campaign)) == ([(7, 0, 3)], [])
    assert (count(Signature, sent_on=None, record_id=None), keys.exists(settings.keys, f"tag-{SLUG}")) == (
        7,
        False,
    )


def test_forms_expire_a_batch_at_a_turn(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    batches_of(2, monkeypatch)
    with time_machine.travel(BEGIN, tick=False):
        for number in range(5):
            client.sign(AMELIE, email=f"waits{number}@example.org")
    taken = []
    with time_machine.travel(BEGIN + 15 * DAY, tick=False):
        for waiting in (3, 1, 0, 0):
            taken.append(signing.expire())
            assert sent(site) == [(0, waiting, 5 - waiting)]
    assert taken == [2, 2, 1, 0]


def test_who_waits_for_a_number_keeps_nobody_from_being_erased(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(1, monkeypatch)
    first, second = site.signed(NOUR), site.signed(AMELIE)
    client.press(second, "withdrawal")
    site.number()
    client.press(first, "withdrawal")
    assert [signing.erase_withdrawn(), signing.erase_withdrawn()] == [1, 0]
    assert [row["record_id"] is None for row in rows(Signature)] == [False, True]


@SQLITE
def test_where_nothing_is_to_be_done_nobody_takes_the_lock(site: Site, client: Client) -> None:
    client.press(site.signed(NOUR), "withdrawal")
    with turns() as ended:
        signing.erase_withdrawn()
        signing.expire()
        signing.purge_batch()
        moderation.release_undone()
        refusals.tidy_refusals()
        widening.forget_widened()
        outbox.tidy()
    assert ended == []


def test_the_key_of_a_day_outlives_the_last_mail_under_it(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(1, monkeypatch)
    with time_machine.travel(BEGIN, tick=False):
        signing.turn_mail_keys()
        client.sign(AMELIE)
        client.sign(NOUR)
        signing.mail_submissions()
        client.sign(Person("Karim", "karim@example.org", "LB"), website="x")
    key = site.settings.instance / "mail-identities" / f"{BEGIN.date()}.txt"
    with time_machine.travel(BEGIN + 5 * DAY, tick=False):
        signing.turn_mail_keys()  # a newer key comes first, and is used for an hour
    taken = []
    with time_machine.travel(BEGIN + 5 * DAY + timedelta(hours=2), tick=False):
        for _ in range(4):
            taken.append((signing.turn_mail_keys(), key.exists()))
    assert taken[-2:] == [(0, False), (0, False)]
    assert [state for row in rows(Message) if (state := row["state"])] == ["failed", "failed"]


def test_an_address_with_many_forms_is_forgotten_and_a_mail_that_comes_meanwhile(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(1, monkeypatch)
    for _ in range(3):
        client.sign(NOUR)
    looked = outbox.find

    def find(**given: Any) -> Any:
        found = looked(**given)
        if "after" not in given:
            assert found == ([], 0)
            signing.mail_submissions()
        return found

    monkeypatch.setattr(outbox, "find", find)
    done = signing.forget(campaign=site.campaign, address=NOUR.email)
    assert done == signing.Forgotten(submissions=3, withdrawn=False, erased=False)
    assert (count(Submission), [row["answer"] for row in rows(Message)]) == (0, ["forgotten"])
