"""One reminder after three days, to whoever hasn't confirmed and to nobody else."""

import re
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from campaign.extensions import db
from campaign.mail.models import Message
from campaign.releases import actions as releases
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.actions.taking_down import take_down
from campaign.signing import actions as signing
from campaign.signing.models import RemindedAddress, Submission
from tests.cast import NOUR, SLUG, Letter, Site, change, heading
from tests.signing.reminded import BEGIN, DAY, HOUR, LATER, MINUTE, came_at, reminding
from tests.tables import count, dump, rows

HEADLINE = f"Clear the skies ({SLUG})"


@pytest.fixture
def reminds(app: Flask) -> Site:
    """A site whose campaign reminds."""
    return reminding(Site(app))


@pytest.fixture
def silent(app: Flask) -> Site:
    """One whose campaign doesn't, although harm is ruled out."""
    return reminding(Site(app), reminder=False)


def first(site: Site) -> Letter:
    """The mail that asks her to confirm."""
    with time_machine.travel(BEGIN, tick=False):
        site.client().sign(NOUR)
        (letter,) = site.deliver()
        return letter


def test_after_three_days_one_mail_reminds_with_the_same_link(reminds: Site) -> None:
    asked = first(reminds)
    assert came_at(reminds, BEGIN + 3 * DAY - MINUTE) == []
    (reminder,) = came_at(reminds, LATER)
    assert (reminder.to, reminder.subject) == (
        "nour@example.org",
        f"Please confirm your email address: {HEADLINE}",
    )
    number = asked.body.partition("The page showed the number ")[2][:4]
    assert reminder.body == (
        f"This message is about the demand “{HEADLINE}”, raised by Skies.\n\n"
        "Three days ago we wrote to this address, and nothing has been confirmed since. This is the only reminder. The "
        f"page showed the number {number}. If you saw it and still want to confirm, open this page and press the "
        f"button:\n\n{asked.link}\n\n"
        "Confirm by 14 October. Not you, or you have changed your mind? Choose “It wasn’t me” there, or do nothing: we "
        "delete the entry. If others read your mail, delete this message.\n"
    )
    assert reminder.message["Message-ID"] != asked.message["Message-ID"]
    assert str(reminder.message["From"]) == str(asked.message["From"])
    with time_machine.travel(LATER, tick=False):
        assert (
            heading(reminds.client().press(reminder.link, "confirmation").text)
            == "Thank you. Your signature is confirmed."
        )
    for days in range(4, 15):
        assert came_at(reminds, BEGIN + days * DAY) == []


def test_it_is_in_the_language_of_the_form(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR, language="ar")
        (asked,) = reminds.deliver()
    (number,) = re.findall(r"[0-9٠-٩]{4}", asked.body.partition("http")[0])
    (reminder,) = came_at(reminds, LATER)
    assert reminder.message["Content-Language"] == "ar"
    assert reminder.body.split("\n\n")[1] == (
        "كتبنا إلى هذا العنوان قبل ثلاثة أيام، ولم يؤكَّد شيء منذ ذلك الحين. هذا هو التذكير الوحيد. "
        f"وقد ظهر في الصفحة الرقم {number}. إن كنتم قد رأيتموه وما زلتم تريدون التأكيد، فيُرجى فتح "
        "الصفحة التالية والضغط على الزر:"
    )


def confirmed(site: Site, link: str) -> None:
    site.client().press(link, "confirmation")


def rejected(site: Site, link: str) -> None:
    site.client().press(link, "rejection")


def stopped(site: Site, link: str) -> None:
    site.client().press(link, "stop")


def withdrawn(site: Site, link: str) -> None:
    site.client().press(link, "confirmation")
    site.client().press(link, "withdrawal")


def forgotten(site: Site, _link: str) -> None:
    signing.forget(campaign=site.campaign, address=NOUR.email)


def refused(_site: Site, _link: str) -> None:
    db.session.query(Message).update({"state": "failed"})
    db.session.commit()


def closed(_site: Site, _link: str) -> None:
    releases.close_campaign(slug=SLUG)


def taken_down(_site: Site, _link: str) -> None:
    take_down(slug=SLUG)


def turned_off(_site: Site, _link: str) -> None:
    releases.change(slug=SLUG, reminder=False)


def harmful(_site: Site, _link: str) -> None:
    releases.change(slug=SLUG, at_risk=True)


def over_her_limit(site: Site, _link: str) -> None:
    for minutes, slug in enumerate(("second", "third", "fourth")):
        site.open_campaign(slug)
        with time_machine.travel(LATER - HOUR + 16 * minutes * MINUTE, tick=False):
            signing.turn_mail_keys()
            site.client().sign(NOUR, slug=slug)
            assert len(site.deliver()) == 1


@pytest.mark.parametrize(
    "happens",
    [
        confirmed, rejected, stopped, withdrawn, forgotten, refused, closed, taken_down, turned_off, harmful,
        over_her_limit,
    ],
)  # fmt: skip
def test_it_is_not_sent(reminds: Site, happens: Callable[[Site, str], None]) -> None:
    asked = first(reminds)
    with time_machine.travel(BEGIN + HOUR, tick=False):
        happens(reminds, asked.link)
    assert came_at(reminds, LATER) == []
    assert [row["mail"] for row in rows(Submission) if row["campaign_id"] == reminds.campaign.id] in (
        [],
        [None],
    )
    assert count(RemindedAddress) == 0
    assert came_at(reminds, LATER + DAY) == []


def test_a_pause_holds_nobody_off_from_confirming_and_no_reminder(reminds: Site) -> None:
    first(reminds)
    with time_machine.travel(BEGIN + HOUR, tick=False):
        pause_campaign(slug=SLUG, until=None)
    assert len(came_at(reminds, LATER)) == 1


def test_a_held_form_gets_none_even_when_it_was_let_in_late(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR, website="a program")
        assert reminds.deliver() == []
    assert came_at(reminds, LATER) == []
    assert [row["remind_at"] for row in rows(Submission)] == [None]


def test_a_known_address_gets_none_and_is_looked_at_alike(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.signed(NOUR)
    with time_machine.travel(BEGIN + HOUR, tick=False):
        reminds.client().sign(NOUR)
        reminds.client().sign(NOUR, email="amal@example.org")
        assert len(reminds.deliver()) == 2
    new, known = sorted(rows(Submission), key=lambda row: row["id"], reverse=True)
    alike = ("state", "remind_at", "mail_day", "mail_due_at")
    assert {name: new[name] for name in alike} == {name: known[name] for name in alike}
    assert [bool(row["mail"] and row["mailed_as"]) for row in (new, known)] == [True, True]
    came = came_at(reminds, LATER + HOUR)
    assert [letter.to for letter in came] == ["amal@example.org"]
    left = [(row["mail"], row["mail_day"], row["remind_at"], row["mailed_as"]) for row in rows(Submission)]
    assert left == [(None, None, None, None)] * 2


def test_while_mail_is_slow_none_goes_and_it_goes_when_that_is_over(reminds: Site) -> None:
    first(reminds)
    with time_machine.travel(LATER - HOUR, tick=False):
        signing.turn_mail_keys()
        reminds.client().sign(NOUR, email="late@example.org")
        while signing.mail_submissions():
            pass
    with time_machine.travel(LATER, tick=False):
        signing.remind()
        assert count(RemindedAddress) == 0
        assert [letter.to for letter in reminds.deliver()] == ["late@example.org"]
    assert [letter.to for letter in came_at(reminds, LATER + HOUR)] == ["nour@example.org"]


def test_half_of_the_hours_mails_are_for_those_who_wait_at_the_page(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        for number in range(60):
            reminds.client().sign(NOUR, email=f"nour{number}@example.org")
        assert len(reminds.deliver()) == 60
    change(reminds.app, mail_per_hour=100)
    assert len(came_at(reminds, LATER)) == 50
    assert len(came_at(reminds, LATER + 2 * HOUR)) == 10


def test_a_mail_that_left_late_is_reminded_of_three_days_after_that(reminds: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        reminds.client().sign(NOUR)
        while signing.mail_submissions():
            pass
    with time_machine.travel(BEGIN + 6 * HOUR, tick=False):
        assert len(reminds.deliver()) == 1
    assert came_at(reminds, LATER) == []
    assert len(came_at(reminds, LATER + 6 * HOUR)) == 1


def test_where_it_is_off_nothing_waits(silent: Site) -> None:
    first(silent)
    (row,) = rows(Submission)
    assert (row["mail"], row["mail_day"], row["remind_at"], row["mailed_as"]) == (None, None, None, None)
    assert came_at(silent, LATER) == []


def test_nothing_tells_who_was_reminded_once_it_is_forgotten(reminds: Site) -> None:
    asked = first(reminds)
    assert len(came_at(reminds, LATER)) == 1
    assert count(RemindedAddress) == 1
    with time_machine.travel(LATER + HOUR, tick=False):
        reminds.client().press(asked.link, "confirmation")
        reminds.number()
        reminds.client().press(asked.link, "withdrawal")
        reminds.number()
        while signing.erase_withdrawn():
            pass
    assert dump()["reminded_addresses"] == []
