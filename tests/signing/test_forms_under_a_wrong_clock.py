"""Who signs while the clock is wrong is written to as soon as it is right, not years later, and not never."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.mail import queries as mail_queries
from campaign.mail.models import Message
from campaign.releases import sequencer
from campaign.signing import actions as signing
from campaign.vault import day_keys, trusted_time
from tests.cast import AMELIE, NOUR, Person, Site, change

AHEAD = [timedelta(days=2), timedelta(days=40), timedelta(days=1200)]
BEHIND = timedelta(days=40)


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_form_taken_by_a_clock_that_was_ahead_is_mailed_once_it_is_right(
    site: Site, ahead: timedelta
) -> None:
    with time_machine.travel(clock.now() + ahead):
        day_keys.prepare()
        site.client().sign(AMELIE)
    assert site.deliver() == []
    assert signing.call_mail_back() == 1
    assert [letter.to for letter in site.deliver()] == [AMELIE.email]
    assert signing.call_mail_back() == 0


@pytest.mark.parametrize("ahead", AHEAD)
def test_a_mail_queued_by_it_goes_too(site: Site, ahead: timedelta) -> None:
    with time_machine.travel(clock.now() + ahead):
        day_keys.prepare()
        site.client().sign(AMELIE)
        while signing.mail_submissions():
            pass
    assert site.deliver() == []
    assert signing.call_mail_back() == 1
    assert [letter.to for letter in site.deliver()] == [AMELIE.email]


def test_mails_sent_by_it_use_up_no_hour_and_no_address(site: Site) -> None:
    with time_machine.travel(clock.now() + timedelta(days=1200)):
        day_keys.prepare()
        for _ in range(2):
            site.client().sign(AMELIE)
        assert [letter.to for letter in site.deliver()] == [AMELIE.email]
        assert mail_queries.sent_within_an_hour() == 1
    assert mail_queries.sent_within_an_hour() == 0
    site.client().sign(AMELIE)
    signing.call_mail_back()
    assert [letter.to for letter in site.deliver()] == [AMELIE.email]


def test_a_mail_that_waits_for_its_turn_is_left_alone(site: Site) -> None:
    for _ in range(4):
        site.client().sign(NOUR)
        site.deliver()
    assert signing.call_mail_back() == 0
    with transaction() as session:
        late = clock.now() + timedelta(hours=12)  # as one that may have arrived
        session.execute(update(Message).values(state="waiting", due_at=late))
    assert outbox.call_back() == 0


def test_a_form_taken_by_a_clock_that_was_behind_keeps_its_key(site: Site) -> None:
    trusted_time.advance(ran=timedelta())
    with time_machine.travel(clock.now() - BEHIND):
        day_keys.prepare()
        site.client().sign(AMELIE)
    trusted_time.advance(ran=timedelta())
    assert signing.turn_mail_keys() == 0
    assert [letter.to for letter in site.deliver()] == [AMELIE.email]


def test_few_confirmed_by_a_clock_that_was_ahead_are_numbered(site: Site) -> None:
    change(site.app, sequence_seconds=60)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        day_keys.prepare()
        site.signed(Person("Signer", "signer@example.org", "FR"))
        assert sequencer.number_entries() == 0  # under five wait for ten minutes
    assert sequencer.number_entries() == 1
