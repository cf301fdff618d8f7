"""On Mondays five lines say how the week was: once, for campaigns that can be signed."""

from datetime import timedelta

import time_machine

from campaign.notifications import calendar
from campaign.running.heart import beat
from tests.cast import Site, at_once
from tests.notifications.campaigns import MONDAY, busy, closed, open_since
from tests.notifications.people import CLEAR, DESK, HERE, NOOR, RIMA, both, mails

WEEK = (
    "Confirmed in the last seven days: 2\n"
    "Signatures in the public count: 2\n"
    "Not confirmed, or not yet: 0; held for a decision: 1\n"
    "Mails of the whole site that couldn’t be delivered: fewer than ten\n"
    "What comes next: 1 form is held: check whether a person sent it."
)


def test_five_lines_on_mondays_at_six(at_risk: Site) -> None:
    busy(at_risk)
    for moment, told in (
        (MONDAY - timedelta(minutes=1), []),
        (MONDAY, both("The last seven days", WEEK, DESK)),
        (MONDAY + timedelta(hours=3), []),
        (MONDAY + timedelta(days=1), []),
        (MONDAY + timedelta(days=6, hours=23), []),
    ):
        with time_machine.travel(moment, tick=False):
            beat("worker")
            calendar.watch_monday()
            calendar.watch_monday()
            assert mails(at_risk) == told
    with time_machine.travel(MONDAY + timedelta(days=7, hours=9), tick=False):
        calendar.watch_monday()
        assert len(mails(at_risk)) == 2


def test_monday_where_nothing_was_counted_yet_and_harm_is_ruled_out(harmless: Site) -> None:
    open_since(harmless, MONDAY - timedelta(days=2))
    with time_machine.travel(MONDAY, tick=False):
        calendar.watch_monday()
        (_, subject, body), _ = mails(harmless)
    assert (subject, body.splitlines()[0]) == (
        f"The last seven days: {CLEAR}",
        "Confirmed in the last seven days: not counted yet",
    )
    assert f"\n{HERE}\n" in body


def test_of_a_campaign_that_is_no_more_there_are_no_mondays(at_risk: Site) -> None:
    closed(at_risk)
    with time_machine.travel(MONDAY, tick=False):
        calendar.watch_monday()
        assert mails(at_risk) == []


def test_one_that_was_opened_on_the_same_day_waits_a_week(at_risk: Site) -> None:
    open_since(at_risk, MONDAY - timedelta(minutes=6))
    for days, told in ((0, 0), (7, 2)):
        with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
            calendar.watch_monday()
            assert len(mails(at_risk)) == told


def test_two_workers_at_once_send_one_monday(at_risk: Site) -> None:
    open_since(at_risk, MONDAY - timedelta(days=2))
    with time_machine.travel(MONDAY, tick=False):

        def at_work(_: int) -> None:
            with at_risk.app.app_context():
                calendar.watch_monday()

        at_once(at_work, 8, threads=4)
        assert [to for to, *_ in mails(at_risk)] == [NOOR, RIMA]
