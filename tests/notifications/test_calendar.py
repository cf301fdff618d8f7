"""What is due is told to who works in a campaign, to holders, and on Mondays: once, in the reader's language."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from campaign.extensions import db, transaction
from campaign.letters.fates import SendingState
from campaign.letters.models import Sending
from campaign.lib import clock
from campaign.moderation import surveys
from campaign.notifications import actions as notifications
from campaign.notifications import calendar
from campaign.notifications.kinds import Kind
from campaign.notifications.models import ToldCondition
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases.models import Campaign
from campaign.running.heart import beat
from campaign.vault import actions as vault
from campaign.vault import queries as vault_queries
from campaign.vault.models import Holder
from tests.cast import AMELIE, NOUR, Site, at_once, change
from tests.notifications.people import DESK, NOOR, OFF, RIMA, mails, organiser, person, text, to
from tests.tables import count

MONDAY = datetime(2026, 10, 12, 6, tzinfo=UTC)
HELD = (
    "Forms have been held for a day: something about them looked like a program’s.",
    "People may have sent them. Accept or reject each:",
)
HELD_LONG = (
    "Forms have been held for three days. After the fourth they are deleted, and whoever sent them isn’t counted.",
    HELD[1],
)
WAITING = "Forms are waiting for a decision"
CLEAR = "Clear the skies (clear-skies)"
HERE = f"{DESK}campaigns/clear-skies/"


def both(subject: str, *paragraphs: str) -> list[tuple[str, str, str]]:
    """To owner and organiser."""
    return to(RIMA, NOOR, subject=subject, body=text(*paragraphs, OFF))


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


def sent_back(site: Site, state: SendingState, *countries: str) -> None:
    """Letters that were made before and came to nothing just now."""
    set_id = db.session.scalar(db.text("SELECT id FROM letter_sets"))
    with transaction() as session:
        for country in countries:
            session.add(
                Sending(
                    set_id=set_id, country=country, round=1 + count(Sending), state=state, address="m@example.org",
                    record_id=f"{country}{count(Sending)}".encode().ljust(16), per_hour=1, office_hours=False,
                    due_at=clock.now(), ended_at=clock.now(),
                )
            )  # fmt: skip


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


def issued(site: Site) -> None:
    """A set of letters to two States."""
    with transaction() as session:
        session.execute(
            db.text(
                "INSERT INTO letter_sets (campaign_id, size, total, as_at, territories, date, stated, texts, "
                "organisers, manifest, sha256, made_at) VALUES (:key, 1, 1, '2026-10-01', false, '2026-10-01', '', "
                "'[]', '[]', '', '', '2026-10-01 00:00:00')"
            ),
            {"key": site.campaign.id},
        )
        for country in ("FR", "DE"):
            session.execute(
                db.text(
                    "INSERT INTO letters (set_id, country, language, stated, sha256, pdf) "
                    "SELECT id, :country, 'en', '10', '', '' FROM letter_sets"
                ),
                {"country": country},
            )


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


def closes(site: Site, day: str) -> None:
    with transaction() as session:
        campaign = session.query(Campaign).filter_by(slug=site.slug).one()
        campaign.closes = datetime.fromisoformat(day).date()


ERASED = "On 30 December 2026 the server erases what people gave. After that no key opens it."
STILL = "If you still need the list, make it before then. Delete your own copies once they have served."


def closed(site: Site) -> None:
    """On 1 October, with ninety days to keep what people gave."""
    with time_machine.travel("2026-10-01T12:00:00Z", tick=False):
        releases.close_campaign(slug=site.slug)


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
DRILL = "A key is due for a drill"
OWNERS_DRILL = text(
    "For more than 60 days nobody has checked that one of the keys still opens what is sealed to it.",
    "The page Keys says whose it is, and has a drill for it.",
    DESK,
    OFF,
)
OWN_DRILL = text(
    "For more than 60 days nobody has checked that your key still opens what is sealed to it.",
    "The page Keys says whose it is, and has a drill for it.",
    DESK,
    OFF,
)


def test_a_drill_of_sixty_days_ago(at_risk: Site) -> None:
    start = clock.now()
    change(at_risk.app, base_url="https://skies.example.org")
    with time_machine.travel(start + timedelta(days=59), tick=False) as now:
        calendar.watch_drills()
        assert told_of(Kind.DRILL) == []
        now.move_to(start + timedelta(days=61))
        change(at_risk.app, base_url="http://127.0.0.1:8000")
        calendar.watch_drills()
        assert told_of(Kind.DRILL) == []  # a trial on one machine
        change(at_risk.app, base_url="https://skies.example.org")
        for _ in range(2):
            calendar.watch_drills()
        desk = "https://skies.example.org/desk/"
        assert mails(at_risk) == to(RIMA, subject=DRILL, body=OWNERS_DRILL.replace(DESK, desk))
        with transaction() as session:
            session.query(Holder).one().proved_at = clock.now()
        now.shift(timedelta(hours=2))
        calendar.watch_drills()
        assert told_of(Kind.DRILL) == []
        now.shift(timedelta(days=61))
        holder = vault_queries.holders()[0].id
        notifications.know_holder(holder_id=holder, organiser_id=organiser(NOOR).id)
        calendar.watch_drills()
        assert mails(at_risk) == to(NOOR, subject=DRILL, body=OWN_DRILL.replace(DESK, desk))


def test_of_a_holder_who_was_removed_or_frozen_owners_hear(at_risk: Site) -> None:
    change(at_risk.app, base_url="https://skies.example.org")
    holder = vault_queries.holders()[0].id
    for days, email in ((61, "frozen@example.org"), (180, "removed@example.org")):
        notifications.know_holder(holder_id=holder, organiser_id=organiser(email).id)
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            calendar.watch_drills()
            assert [to for to, *_ in mails(at_risk)] == [RIMA]
            with transaction() as session:
                session.query(ToldCondition).delete()


def told_of(kind: Kind) -> list[str]:
    db.session.rollback()
    return [row.name for row in db.session.query(ToldCondition).filter_by(kind=kind)]


WEEK = (
    "Confirmed in the last seven days: 2\n"
    "Signatures in the public count: 2\n"
    "Not confirmed, or not yet: 0; held for a decision: 1\n"
    "Mails of the whole site that couldn’t be delivered: fewer than ten\n"
    "What comes next: 1 form is held: check whether a person sent it."
)


def open_since(site: Site, moment: datetime) -> None:
    with transaction():
        db.session.get_one(Campaign, site.campaign.id).opened_at = moment


def busy(site: Site) -> None:
    """Two signed, and a form is held, in a campaign that has been open for two days."""
    open_since(site, MONDAY - timedelta(days=2))
    with time_machine.travel(MONDAY - timedelta(hours=20), tick=False):
        for signer in (AMELIE, NOUR):
            site.signed(signer)
        site.client(address="203.0.113.99").sign(AMELIE, website="x")
        site.number()
        while surveys.take_due():
            pass


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


@pytest.mark.parametrize("harm", [None, True])
def test_under_harm_no_mail_names_the_campaign(app: Flask, harm: bool | None) -> None:
    site = Site(app).open_campaign(at_risk=harm) if harm else Site(app).open_campaign()
    person(RIMA, Role.OWNER, site.campaign.id)
    mails(site)
    busy(site)
    issued(site)
    closes(site, "2026-10-15")
    with time_machine.travel(MONDAY + timedelta(hours=10), tick=False):
        sent_back(site, SendingState.REFUSED, "FR")
        for look in (
            calendar.watch_held,
            calendar.watch_returned,
            calendar.watch_closing,
            calendar.watch_monday,
        ):
            look()
        told = site.deliver()
    assert len(told) == 4
    for letter in told:
        whole = letter.message.as_string() + letter.body
        for word in ("Clear the skies", "clear-skies", "Skies", "press@example.org", "France"):
            assert word not in whole
