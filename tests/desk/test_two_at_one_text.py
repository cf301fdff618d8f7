"""Two who edit one text, a form sent late, a paste in two languages, a session that ended: no words are lost."""

from datetime import timedelta

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from tests.cast import Site, heading
from tests.desk.test_texts import PUBLIC, STORED, answers
from tests.desk.texts import DEMAND, at, changed, form, paste, press
from tests.organisers.browser import Desk, member

ENGLISH = (
    "Give the river back\n\nGENEVA, 13 May 2025 – Sixty villages demand that the gates upstream of the river are "
    "opened at once, and for all."
)
ARABIC = (
    "أعيدوا النهر\n\nجنيف، ١٣ أيار ٢٠٢٥ – تطالب ستون قرية بفتح البوابات التي في أعلى النهر ومن دون تأخير."
)
ARABIC_DEMAND = "نطالب الدول الأعضاء بفتح بوابات النهر على الفور."


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)


@pytest.fixture
def sami(site: Site, rima: Desk) -> Desk:
    return member(site.app, "sami@example.org", Role.ORGANISER, site.campaign.id, address="203.0.113.8")


def headline_of_draft(site: Site) -> str:
    (draft,) = releases_queries.drafts(site.campaign.id)
    return draft.headline


def test_who_comes_second_sees_both_and_decides(site: Site, rima: Desk, sami: Desk) -> None:
    rima.get(at(site, "/en/edit"))
    sami.get(at(site, "/en/edit"))
    assert answers(press(sami, "/draft", headline="Clear them tonight", kind="spelling").text) == [STORED]
    answer = press(rima, "/draft", headline="Clear them tomorrow", kind="spelling")
    assert answer.status_code == 409
    assert answers(answer.text) == [
        "Somebody else has changed this text in the meantime. Nothing was stored; what you typed is here."
    ]
    assert changed(answer.text) == [("del", "tonight"), ("ins", "tomorrow")]
    assert form(answer.text, "/draft")[1]["headline"] == "Clear them tomorrow"
    assert headline_of_draft(site) == "Clear them tonight"
    assert answers(press(rima, "/draft").text) == [STORED]
    assert headline_of_draft(site) == "Clear them tomorrow"


def test_only_what_was_seen_is_published_or_deleted(site: Site, rima: Desk, sami: Desk) -> None:
    for desk in (rima, sami):
        desk.get(at(site, "/en/edit"))
        press(desk, "/draft", headline="Clear them", kind="spelling")
    rima.get(at(site, "/en"))
    sami.get(at(site, "/en/edit"))
    press(sami, "/draft", headline="Clear them all", kind="spelling")
    seen = rima.page
    for act in ("/publication", "/discarding"):
        rima.page = seen
        answer = press(rima, act)
        assert answer.status_code == 409
        assert answers(answer.text) == [
            "Somebody else has changed this in the meantime. Nothing was done: look at it as it is now."
        ]
    assert headline_of_draft(site) == "Clear them all"
    assert answers(press(rima, "/publication").text) == [PUBLIC]


def test_a_form_that_is_sent_twice_says_so(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/edit"))
    first = rima.page
    press(rima, "/draft", headline="Clear them", kind="spelling")
    rima.page = first
    answer = press(rima, "/draft", headline="Clear them", kind="spelling")
    assert answer.status_code == 409
    assert "They say the same." in answer.text
    assert headline_of_draft(site) == "Clear them"


def test_a_paste_in_two_languages_is_asked_about_and_both_are_had(site: Site, rima: Desk) -> None:
    page = paste(rima, site, f"{ENGLISH}\n\n{ARABIC}").text
    assert heading(page) == "A text in more than one language"
    assert "This is in English, Arabic. A draft is in one language. Which should be used?" in page
    page = press(rima, "/reading", take="both").text
    assert (heading(page), form(page, "/draft")[1]["headline"]) == (
        "What was understood: English",
        "Give the river back",
    )
    page = press(rima, "/draft", demand=DEMAND, kind="spelling").text
    assert answers(page) == [STORED, "Now the part in Arabic."]
    assert (heading(page), form(page, "/draft")[1]["headline"]) == (
        "What was understood: Arabic",
        "أعيدوا النهر",
    )
    assert answers(press(rima, "/draft", demand=ARABIC_DEMAND).text) == [STORED]
    assert {draft.language: draft.headline for draft in releases_queries.drafts(site.campaign.id)} == {
        "en": "Give the river back",
        "ar": "أعيدوا النهر",
    }


def test_one_of_two_languages_alone_or_all_of_it_as_one_text(site: Site, rima: Desk) -> None:
    paste(rima, site, f"{ENGLISH}\n\n{ARABIC}")
    page = press(rima, "/reading", take="ar").text
    assert heading(page) == "What was understood: Arabic"
    paste(rima, site, f"{ENGLISH}\n\n{ARABIC}")
    page = press(rima, "/reading", take="whole").text
    assert "أعيدوا النهر" in form(page, "/draft")[1]["body"]
    assert answers(press(rima, "/draft", demand=DEMAND, kind="spelling").text) == [STORED]


def test_words_that_look_like_another_language_are_asked_about(site: Site, rima: Desk) -> None:
    page = paste(rima, site, ARABIC).text
    assert answers(page) == ["The text looks like Arabic, not English."]
    answer = press(rima, "/draft", demand=DEMAND, kind="spelling")
    assert answer.status_code == 422
    assert answers(answer.text) == ["The text looks like Arabic, not English."]
    assert answers(press(rima, "/draft", sure="y").text) == [STORED]


def test_a_session_that_ended_loses_no_words(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        rima.get(at(site, "/en/edit"))
        now.shift(timedelta(minutes=61))
        answer = press(rima, "/draft", headline="Typed for <an hour>", kind="spelling")
    assert answer.status_code == 403
    assert heading(answer.text) == "You are no longer signed in"
    assert "Typed for &lt;an hour&gt;</textarea>" in answer.text
    assert "/desk/sign-in?next=" in answer.text
    assert releases_queries.drafts(site.campaign.id) == []


def test_a_form_of_an_earlier_sign_in_loses_no_words(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/paste"))
    address, fields = form(rima.page.text, "/reading")
    rima.browser.delete_cookie("desk", domain="localhost", path="/desk")
    answer = rima.send(
        "POST",
        address,
        data={**fields, "text": ENGLISH},
        content_type="multipart/form-data",
        headers=rima.headers,
    )
    assert answer.status_code == 403
    assert "Sixty villages demand that the gates" in answer.text
