"""The close is told to who works in a campaign, the erasure to holders: each twice, as the day comes near."""

from datetime import UTC, datetime

import time_machine

from campaign.notifications import actions as notifications
from campaign.notifications import calendar
from campaign.vault import actions as vault
from campaign.vault import queries as vault_queries
from tests.cast import Site
from tests.notifications.campaigns import closed, closes
from tests.notifications.people import DESK, NOOR, OFF, RIMA, both, mails, organiser, text, to

LAST_DAY = "The last day for signing is 20 October 2026; it ends at midnight, UTC."
BEFORE = "Before then, decide about held forms, and check that two people can open the list."


def test_the_close_in_a_week_and_in_a_day(at_risk: Site) -> None:
    closes(at_risk, "2026-10-20")
    for day, told in (
        (12, []),
        (13, both("Signing ends within a week", LAST_DAY, BEFORE, DESK)),
        (14, []),
        (18, []),
        (19, both("Signing ends within a day", LAST_DAY, BEFORE, DESK)),
        (20, []),
        (21, []),
    ):
        with time_machine.travel(datetime(2026, 10, day, 3, tzinfo=UTC), tick=False):
            calendar.watch_closing()
            calendar.watch_closing()
            assert mails(at_risk) == told


def test_a_close_that_was_put_off_is_told_again(at_risk: Site) -> None:
    closes(at_risk, "2026-10-20")
    with time_machine.travel("2026-10-15T03:00:00Z", tick=False):
        calendar.watch_closing()
        assert len(mails(at_risk)) == 2
        closes(at_risk, "2026-10-22")
        calendar.watch_closing()
        assert [subject for _, subject, _ in mails(at_risk)] == 2 * ["Signing ends within a week"]


ERASED = "On 30 December 2026 the server erases what people gave. After that no key opens it."
STILL = "If you still need the list, make it before then. Delete your own copies once they have served their purpose."


def test_the_erasure_in_thirty_days_and_in_seven_is_told_to_owners_for_holders(at_risk: Site) -> None:
    closed(at_risk)
    for month, day, told in (
        (11, 30, []),
        (
            12,
            1,
            to(RIMA, subject="Names will be erased within thirty days", body=text(ERASED, STILL, DESK, OFF)),
        ),
        (12, 22, []),
        (12, 24, to(RIMA, subject="Names will be erased within a week", body=text(ERASED, STILL, DESK, OFF))),
        (12, 31, []),
    ):
        with time_machine.travel(datetime(2026, month, day, 3, tzinfo=UTC), tick=False):
            calendar.watch_erasures()
            calendar.watch_erasures()
            assert mails(at_risk) == told


def test_the_erasure_is_told_to_the_holder_whose_account_is_known(at_risk: Site) -> None:
    holder = vault_queries.holders()[0].id
    notifications.know_holder(holder_id=holder, organiser_id=organiser(NOOR).id)
    closed(at_risk)
    with time_machine.travel("2026-12-01T12:00:00Z", tick=False):
        calendar.watch_erasures()
        assert [to for to, *_ in mails(at_risk)] == [NOOR]
    vault.add(name="other", recipient=OTHER)
    with time_machine.travel("2026-12-29T12:00:00Z", tick=False):
        calendar.watch_erasures()
        assert [to for to, *_ in mails(at_risk)] == [NOOR, RIMA]


OTHER = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
