"""Held forms, and letters that came back, are told to who works in a campaign: once, in one mail."""

from datetime import UTC, datetime, timedelta

import time_machine

from campaign.extensions import db
from campaign.letters.fates import SendingState
from campaign.lib import clock
from campaign.notifications import actions as notifications
from campaign.notifications import calendar
from campaign.notifications.kinds import Kind
from campaign.notifications.models import ToldCondition
from tests.cast import AMELIE, Site
from tests.notifications.campaigns import issued, sent_back
from tests.notifications.people import CLEAR, DESK, HERE, NOOR, RIMA, both, mails, organiser
from tests.tables import count

HELD = (
    "Forms have been held for a day: something about them looked like a program’s.",
    "People may have sent them. Accept or reject each:",
)
HELD_LONG = (
    "Forms have been held for three days. After the fourth they are deleted, and whoever sent them isn’t counted.",
    HELD[1],
)
WAITING = "Forms are waiting for a decision"


def test_held_forms_on_day_one_and_day_three(at_risk: Site) -> None:
    with time_machine.travel("2026-10-01T10:40:00Z", tick=False) as now:
        at_risk.client().sign(AMELIE, website="x")
        for hours, told in (
            (22, []),
            (24, both(WAITING, *HELD, DESK)),
            (70, []),
            (72, both(WAITING, *HELD_LONG, DESK)),
            (80, []),
        ):
            now.move_to(datetime(2026, 10, 1, 10, 40, tzinfo=UTC) + timedelta(hours=hours))
            for _ in range(2):
                calendar.watch_held()
            assert mails(at_risk) == told


def test_other_forms_later_are_told_again_once_the_first_were_decided(at_risk: Site) -> None:
    with time_machine.travel("2026-10-01T10:00:00Z", tick=False) as now:
        for day in (1, 11):
            now.move_to(datetime(2026, 10, day, 10, tzinfo=UTC))
            calendar.watch_held()
            at_risk.client().sign(AMELIE, website="x")
            now.shift(clock.DAY)
            calendar.watch_held()
            assert mails(at_risk) == both(WAITING, *HELD, DESK)
            db.session.execute(db.text("DELETE FROM submissions"))
            db.session.commit()
            now.shift(clock.DAY)
            calendar.watch_held()
            assert mails(at_risk) == []


def test_where_harm_is_ruled_out_it_says_which_campaign(harmless: Site) -> None:
    harmless.client().sign(AMELIE, website="x")
    with time_machine.travel(clock.now() + clock.DAY, tick=False):
        calendar.watch_held()
        assert mails(harmless) == both(f"{WAITING}: {CLEAR}", *HELD, f"{HERE}signatures/held")


def test_what_was_turned_off_doesnt_come_and_comes_once_turned_on(at_risk: Site) -> None:
    at_risk.client().sign(AMELIE, website="x")
    notifications.choose(organiser_id=organiser(NOOR).id, offered=list(Kind), wanted=[Kind.MONDAY])
    with time_machine.travel(clock.now() + clock.DAY, tick=False) as now:
        calendar.watch_held()
        assert [to for to, *_ in mails(at_risk)] == [RIMA]
        notifications.choose(organiser_id=organiser(NOOR).id, offered=[Kind.HELD], wanted=[Kind.HELD])
        now.shift(2 * clock.DAY)
        calendar.watch_held()
        assert [to for to, *_ in mails(at_risk)] == [NOOR, RIMA]


def test_letters_that_came_back_in_one_mail_without_the_missions_names_under_harm(at_risk: Site) -> None:
    issued(at_risk)
    sent_back(at_risk, SendingState.SENT, "FR")
    calendar.watch_returned()
    assert mails(at_risk) == []
    sent_back(at_risk, SendingState.REFUSED, "FR")
    sent_back(at_risk, SendingState.BOUNCED, "DE")
    for _ in range(2):
        calendar.watch_returned()
    assert mails(at_risk) == both(
        "A letter has come back",
        "A mail server has refused a letter to a mission, or returned it.",
        "Call the mission, ask for the right address, and send the letter again:",
        DESK,
    )
    sent_back(at_risk, SendingState.BOUNCED, "DE")
    calendar.watch_returned()
    assert len(mails(at_risk)) == 2
    with time_machine.travel(clock.now() + timedelta(days=7, hours=2), tick=False):
        calendar.watch_returned()
        assert mails(at_risk) == []
        assert count(ToldCondition) == 0


def test_letters_that_came_back_with_the_missions_names(harmless: Site) -> None:
    issued(harmless)
    sent_back(harmless, SendingState.REFUSED, "FR", "DE")
    calendar.watch_returned()
    assert mails(harmless) == both(
        f"A letter has come back: {CLEAR}",
        "Mail servers have refused or returned the letters to these missions:\nFrance\nGermany",
        "Call the mission, ask for the right address, and send the letter again:",
        f"{HERE}letters",
    )
