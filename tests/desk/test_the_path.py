"""From a new campaign to its opening, without JavaScript: each step, left and taken up again, by whom it may be."""

import pytest

from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from tests.cast import Site, heading
from tests.desk.walking import (
    ENDING,
    HERE,
    ORGANISATION,
    SLUG,
    answers,
    campaign,
    colleague,
    drafted,
    plain,
    sends,
    steps,
)
from tests.organisers.browser import Desk, member
from tests.tables import dump

QUESTIONS = [
    "Who could be harmed?", "Who are you?", "Who else is an owner?", "Who holds the keys?", "What is the text?",
    "When does it end, and who gets letters?", "Has it been tried?", "Open it",
]  # fmt: skip


def test_a_site_owner_founds_a_campaign_and_stands_at_the_path(site: Site) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, None)
    assert heading(desk.get("/desk/").text) == "Create a campaign"
    desk.post("/desk/campaigns", {"slug": "clear-skies"})
    assert (desk.page.status_code, heading(desk.page.text)) == (422, "Create a campaign")
    assert "There is already a campaign “clear-skies”. Choose another address." in desk.page.text
    assert 'value="clear-skies"' in desk.page.text
    desk.post("/desk/campaigns", {"slug": SLUG})
    assert heading(desk.page.text) == "Before it opens"
    assert list(steps(desk.page.text)) == QUESTIONS
    rima = organisers_queries.by_email("rima@example.org")
    assert rima is not None
    assert organisers_queries.roles_of(rima.id) == {campaign().id: Role.OWNER}


def test_who_is_no_site_owner_founds_nothing(site: Site) -> None:
    desk = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
    assert "Found" not in desk.get("/desk/").text
    before = len(releases_queries.campaigns())
    desk.get("/desk/account")
    assert desk.post("/desk/campaigns", {"slug": SLUG}).status_code == 404
    assert len(releases_queries.campaigns()) == before


def test_steps_are_taken_in_any_order_left_and_taken_up_again(site: Site, rima: Desk) -> None:
    states = steps(rima.page.text)
    assert states["Who could be harmed?"] == "next"
    assert states["Has it been tried?"] == "to do, 0 of 6 tried"
    answers(rima, "ending", ENDING)
    assert heading(rima.page.text) == "Before it opens"
    assert "Saved." in rima.page.text
    states = steps(rima.page.text)
    assert (states["When does it end, and who gets letters?"], states["Who could be harmed?"]) == (
        "done", "next",
    )  # fmt: skip
    rima.post("/desk/sign-out")
    again = Desk(site.app)
    again.sign_in("rima@example.org")
    again.post("/desk/account/later")
    assert steps(again.get(f"{HERE}/start").text) == states
    answers(again, "risk", {"at_risk": "yes"})
    states = steps(again.page.text)
    assert (states["Who could be harmed?"], states["Who are you?"]) == ("done", "next")


def test_the_whole_path_opens_the_campaign(site: Site, rima: Desk) -> None:
    answers(rima, "risk", {"at_risk": "no", "withheld": ["SY", "IR"]})
    answers(rima, "organisation", ORGANISATION)
    drafted()
    answers(rima, "ending", ENDING)
    rima.get(f"{HERE}/state")
    rima.post(f"{HERE}/state/open", {"typed": SLUG})
    assert heading(rima.page.text) == "It is open"
    assert "Open: http://127.0.0.1:8000/en/hope" in rima.page.text
    opened = campaign()
    assert (opened.state, opened.at_risk, opened.withheld) == ("open", False, ["IR", "SY"])
    assert (opened.organisers, opened.contact, str(opened.closes)) == (
        ["Clear Skies", "Rooftop Watch"], "press@example.org", "2099-03-24",
    )  # fmt: skip
    page = site.client().get("/en/hope").text
    assert heading(page) == "Clear the skies"
    assert "We ask." in page


# Two at once


def test_who_sends_what_somebody_else_changed_meanwhile_sees_both_and_loses_nothing(
    site: Site, rima: Desk
) -> None:
    nour = colleague(site, Role.OWNER)
    for desk in (rima, nour):
        desk.get(f"{HERE}/start/ending")
    sends(nour, "ending", ENDING)
    sends(rima, "ending", ENDING | {"closes": "2098-01-01", "contact": "rima@example.org"})
    assert (rima.page.status_code, str(campaign().closes)) == (409, "2099-03-24")
    said = plain(rima.page.text)
    assert "Somebody else has answered in the meantime. Nothing is lost: what you typed is below." in said
    assert "The last day to sign What is there now: 2099-03-24 What you typed: 2098-01-01" in said
    assert "Where questions go What is there now: press@example.org What you typed: rima@example.org" in said
    assert "Who is written to What is there" not in said
    assert 'value="2098-01-01"' in rima.page.text
    sends(rima, "ending", ENDING | {"closes": "2098-01-01"})
    assert str(campaign().closes) == "2098-01-01"


@pytest.mark.parametrize(
    ("step", "fields"), [("risk", {"at_risk": "no"}), ("organisation", ORGANISATION), ("ending", ENDING)]
)
def test_a_form_without_what_it_showed_is_stale(
    site: Site, rima: Desk, step: str, fields: dict[str, str]
) -> None:
    before = dump()["campaigns"]
    rima.get(f"{HERE}/start/{step}")
    assert rima.post(f"{HERE}/start/{step}", {"version": "x", **fields}).status_code == 409
    assert dump()["campaigns"] == before


# Roles


def test_an_organiser_reads_the_path_and_is_offered_no_button_that_refuses(site: Site, rima: Desk) -> None:
    nour = colleague(site, Role.ORGANISER)
    for step in ("risk", "organisation", "second", "ending"):
        page = nour.get(f"{HERE}/start/{step}").text
        assert "Only an owner of this campaign can change this." in page
    assert "Make a link" not in nour.get(f"{HERE}/keys").text
    assert "Open it to everybody" not in nour.get(f"{HERE}/state").text
    viewer = colleague(site, Role.VIEWER, "maya@example.org")
    page = viewer.get(f"{HERE}/").text
    assert heading(page) == "Overview"
    assert "Before it opens" not in page
    assert viewer.get(f"{HERE}/start").status_code == 404
