"""From a new campaign to its opening, without JavaScript: each step, left and taken up again, by whom it may be."""

import re
from html import unescape

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.vault import actions as vault
from tests.cast import Site, change, heading
from tests.desk.walking import (
    ENDING,
    HERE,
    ORGANISATION,
    SLUG,
    answers,
    campaign,
    colleague,
    drafted,
    owner,
    plain,
    sends,
    steps,
)
from tests.organisers.browser import Desk, member
from tests.tables import dump

QUESTIONS = [
    "Who could be harmed?", "Who are you?", "Who else is an owner?", "Who holds the keys?", "What is the text?",
    "When does it end, and who is written to?", "Was it tried?", "Open it",
]  # fmt: skip


@pytest.fixture
def rima(site: Site) -> Desk:
    return owner(site)


def test_a_site_owner_founds_a_campaign_and_stands_at_the_path(site: Site) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, None)
    assert heading(desk.get("/desk/").text) == "Found a campaign"
    desk.post("/desk/campaigns", {"slug": "clear-skies"})
    assert (desk.page.status_code, heading(desk.page.text)) == (422, "Found a campaign")
    assert "There is a campaign &#39;clear-skies&#39; already. Choose another address." in desk.page.text
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
    assert states["Was it tried?"] == "to do, 0 of 6 tried"
    answers(rima, "ending", ENDING)
    assert heading(rima.page.text) == "Before it opens"
    assert "Saved." in rima.page.text
    states = steps(rima.page.text)
    assert (states["When does it end, and who is written to?"], states["Who could be harmed?"]) == (
        "settled", "next",
    )  # fmt: skip
    rima.post("/desk/sign-out")
    again = Desk(site.app)
    again.sign_in("rima@example.org")
    again.post("/desk/account/later")
    assert steps(again.get(f"{HERE}/start").text) == states
    answers(again, "risk", {"at_risk": "yes"})
    states = steps(again.page.text)
    assert (states["Who could be harmed?"], states["Who are you?"]) == ("settled", "next")


def test_the_whole_path_opens_the_campaign(site: Site, rima: Desk) -> None:
    answers(rima, "risk", {"at_risk": "no", "withheld": ["SY", "IR"]})
    answers(rima, "organisation", ORGANISATION)
    drafted()
    answers(rima, "ending", ENDING)
    rima.get(f"{HERE}/state")
    rima.post(f"{HERE}/state/open")
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


# Who could be harmed?


def test_yes_or_we_do_not_know_is_what_stands_until_somebody_says_no(site: Site, rima: Desk) -> None:
    page = rima.get(f"{HERE}/start/risk").text
    assert '<input type="radio" name="at_risk" value="yes" checked>' in page
    answers(rima, "risk", {})
    assert (campaign().at_risk, campaign().withheld, campaign().protects_signers) == (True, [], True)
    answers(rima, "risk", {"at_risk": "no"})
    assert campaign().protects_signers is False


def test_what_is_withheld_is_shown_and_stays(site: Site, rima: Desk) -> None:
    answers(rima, "risk", {"withheld": ["SY"]})
    page = rima.get(f"{HERE}/start/risk").text
    assert '<input type="checkbox" name="withheld" value="SY" checked disabled>' in page
    sends(rima, "risk", {"kept": "SY", "withheld": "LB"})
    assert campaign().withheld == ["LB", "SY"]


def test_a_country_that_is_none_is_refused_and_nothing_is_stored(site: Site, rima: Desk) -> None:
    answers(rima, "risk", {"at_risk": "no", "withheld": ["SY", "XX"]})
    assert rima.page.status_code == 422
    assert "Not country codes: XX. Withheld countries are ISO codes such as SY,IR, or none." in rima.page.text
    assert '<input type="radio" name="at_risk" value="no" checked>' in rima.page.text
    assert campaign().at_risk is None


# Who are you?


def test_who_is_behind_it_is_public_and_the_rest_is_for_organisers(site: Site, rima: Desk) -> None:
    answers(rima, "organisation", ORGANISATION)
    row = releases_queries.responsible(campaign().id)
    assert row is not None
    assert (row.legal_form, row.seat, row.person, row.telephone) == (
        "coalition", "Beirut, Lebanon", "R. K.", "+961 1 234567",
    )  # fmt: skip
    drafted()
    actions.open_campaign(slug=SLUG)
    public = "".join(
        site.client().get(path).text
        for path in ("/en/hope", "/en/hope/privacy", "/en/hope/letters", "/en/hope/tally")
    )
    assert "Rooftop Watch" in public
    assert [word for word in ("R. K.", "+961", "Beirut", "Coordinator") if word in public] == []
    assert "+961 1 234567" in colleague(site, Role.ORGANISER).get(f"{HERE}/start/organisation").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"organisers": " \n "}, "Say who is behind it, one name a line."),
        ({"organisers": "\n".join(f"Group {n}" for n in range(41))}, "At most 40 names."),
        (
            {"organisers": "x" * 201},
            "This can't be stored: a line of at most 200 characters, without control signs.",
        ),
        ({"legal_name": ""}, "Fill this in."),
        (
            {"seat": "Bei\x1brut"},
            "This can't be stored: a line of at most 200 characters, without control signs.",
        ),
        ({"website": "javascript:alert(1)"}, "Enter a website like https://example.org."),
        ({"website": "https://[::1"}, "Enter a website like https://example.org."),
    ],
)
def test_a_mistake_gets_a_sentence_at_its_field_and_what_was_typed_stays(
    site: Site, rima: Desk, changed: dict[str, str], said: str
) -> None:
    before = dump()["campaigns"]
    answers(rima, "organisation", ORGANISATION | changed)
    (field,) = changed
    assert rima.page.status_code == 422
    assert f'<p class="error" id="f-{field}-error">{said.replace(chr(39), "&#39;")}</p>' in rima.page.text
    assert "+961 1 234567" in rima.page.text
    assert dump()["campaigns"] == before
    assert releases_queries.responsible(campaign().id) is None


def test_without_a_person_it_is_settled_too(site: Site, rima: Desk) -> None:
    answers(rima, "organisation", {"organisers": "Skies", "legal_name": "Skies e.V."})
    assert steps(rima.page.text)["Who are you?"] == "settled"


# Who else is an owner?


def test_a_second_owner_is_invited_by_mail(site: Site, rima: Desk) -> None:
    rima.get(f"{HERE}/start/second")
    rima.post(f"{HERE}/start/second", {"email": "nobody"})
    assert rima.page.status_code == 422
    assert "Enter an email address like name@example.org." in rima.page.text
    assert 'value="nobody"' in rima.page.text
    rima.post(f"{HERE}/start/second", {"email": "nour@example.org"})
    assert "nour@example.org invited, until" in plain(rima.page.text)
    (mail,) = [letter for letter in site.deliver() if letter.to == "nour@example.org"]
    assert "hope" not in mail.body.replace(mail.link, "")
    nour = Desk(site.app)
    nour.get(mail.path)
    nour.post(mail.path, {"name": "Nour", "password": "lantern orchard seventeen"})
    nour.with_codes()
    assert "Nour a second factor" in plain(rima.get(f"{HERE}/start/second").text)
    assert "That is enough to open." not in rima.page.text
    rima.with_codes()
    assert "That is enough to open." in rima.get(f"{HERE}/start/second").text
    assert steps(rima.get(f"{HERE}/start").text)["Who else is an owner?"] == "settled"


# What is the text?


def test_the_end_is_planned(site: Site, rima: Desk) -> None:
    page = rima.get(f"{HERE}/start/ending").text
    assert "days after the close all names and addresses are deleted." in page
    answers(rima, "ending", ENDING | {"addressees": "chosen", "addressed": ["FR", "VA", "XX"]})
    assert (campaign().addressees, campaign().addressed) == ("chosen", ["FR", "VA"])
    answers(rima, "ending", ENDING | {"addressees": "all", "addressed": ["FR"]})
    assert (campaign().addressees, campaign().addressed) == ("all", None)
    answers(rima, "ending", ENDING | {"addressees": ""})
    assert campaign().addressees is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes": "soon"}, "Enter a day like 2017-03-24."),
        ({"closes": "2016-09-24"}, "The closing day 2016-09-24 is not in the future."),
        ({"contact": "press"}, "Enter an email address like press@example.org."),
        ({"addressees": "chosen"}, "Choose at least one State to write to."),
    ],
)
def test_an_end_that_cannot_be_is_refused(site: Site, rima: Desk, changed: dict[str, str], said: str) -> None:
    answers(rima, "ending", ENDING | changed)
    assert rima.page.status_code == 422
    assert said in rima.page.text
    assert (campaign().closes, campaign().contact) == (None, None)


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
    assert "Somebody else answered meanwhile. Nothing is lost: what you typed is below." in said
    assert "The last day to sign What stands now: 2099-03-24 What you typed: 2098-01-01" in said
    assert "Where questions go What stands now: press@example.org What you typed: rima@example.org" in said
    assert "Who is written to What stands" not in said
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
        assert "Only an owner of this campaign changes this." in page
    assert "Make a link" not in nour.get(f"{HERE}/keys").text
    assert "Open it to everybody" not in nour.get(f"{HERE}/state").text
    viewer = colleague(site, Role.VIEWER, "maya@example.org")
    page = viewer.get(f"{HERE}/").text
    assert heading(page) == "Overview"
    assert "Before it opens" not in page
    assert viewer.get(f"{HERE}/start").status_code == 404


# Opening


def test_on_this_computer_what_is_missing_is_told_and_hinders_nothing(site: Site, rima: Desk) -> None:
    page = rima.get(f"{HERE}/state").text
    assert "In public this would be missing. On this computer it hinders nothing:" in page
    rima.post(f"{HERE}/state/open")
    assert rima.page.status_code == 422
    assert "hope has no text yet." in rima.page.text
    drafted()
    rima.get(f"{HERE}/state")
    rima.post(f"{HERE}/state/open")
    assert (heading(rima.page.text), campaign().state) == ("It is open", "open")


def test_in_public_it_opens_when_nothing_is_missing_and_every_line_leads_to_its_step(site: Site) -> None:
    change(site.app, base_url="https://hope.example.org")
    rima = member(site.app, "rima@example.org", Role.OWNER, None, base_url="https://hope.example.org")
    rima.with_codes()
    rima.get("/desk/")
    rima.post("/desk/campaigns", {"slug": SLUG})
    assert missing(rima) == [
        ("who is behind it", "/start/organisation"), ("an address for questions", "/start/ending"),
        ("which countries are withheld", "/start/risk"), ("a text", "/text"),
        ("an answer to whether having signed could harm somebody", "/start/risk"),
        (
            "two owners who each sign in with a second factor or one who has typed a recovery code back",
            "/start/second",
        ),
        ("two holders of keys in two places or one whose key somebody else keeps on paper", "/keys"),
    ]  # fmt: skip
    assert "Open it to everybody" not in rima.page.text
    rima.get("/desk/account")  # a page with a form, since this one has no button
    rima.post(f"{HERE}/state/open")
    assert (rima.page.status_code, campaign().state) == (422, "draft")
    vault.keep_apart(name="skies", place="Beirut", paper_keeper="Nour", paper_place="Paris")
    answers(rima, "risk", {"at_risk": "yes"})
    answers(rima, "organisation", ORGANISATION)
    drafted()
    answers(rima, "ending", ENDING)
    rima.get("/desk/account")
    rima.post(f"{HERE}/state/open")
    assert rima.page.status_code == 422
    assert "Too much of hope hangs on one person to open it in public." in rima.page.text
    nour = colleague(site, Role.OWNER, base_url="https://hope.example.org")
    nour.with_codes()
    assert missing(rima) == []
    assert "Open it to everybody" in rima.page.text
    rima.post(f"{HERE}/state/open")
    assert (heading(rima.page.text), campaign().state) == ("It is open", "open")


def missing(desk: Desk) -> list[tuple[str, str]]:
    """What the last step names, and where each leads."""
    listed = desk.get(f"{HERE}/state").text.partition('<ul class="missing">')[2].partition("</ul>")[0]
    found = re.findall(rf'<li><a href="{HERE}(/[^"]+)">(.*?)</a></li>', listed)
    return [(unescape(words), address) for address, words in found]


def test_pausing_going_on_and_closing_with_the_slug(site: Site) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    here = f"/desk/campaigns/{site.slug}/state"
    desk.get(here)
    desk.post(f"{here}/pause", {"until": "2016-01-01"})
    assert desk.page.status_code == 422
    assert "2016-01-01 is not in the future." in desk.page.text
    desk.post(f"{here}/pause", {"until": "soon"})
    assert desk.page.status_code == 422
    assert "Enter a day like 2017-03-24." in desk.page.text
    desk.post(f"{here}/pause", {"until": "2099-01-01"})
    assert heading(desk.page.text) == "It is paused"
    assert "Its page says that it goes on on 1 January 2099." in desk.page.text
    desk.post(f"{here}/open")
    assert heading(desk.page.text) == "It is open"
    desk.post(f"{here}/close", {"typed": "clear"})
    assert desk.page.status_code == 422
    assert "Nothing was changed." in desk.page.text
    assert site.campaign.state == "open"
    with time_machine.travel(clock.now(), tick=False) as now:
        desk.post(f"{here}/close", {"typed": site.slug})
        assert (heading(desk.page.text), site.campaign.state) == ("It is open", "open")
        assert "this campaign closes for good, as Rima asks." in desk.page.text
        now.shift(59 * 60)
        assert organisers.do_due() == 0
        now.shift(60)
        assert organisers.do_due() == 1
    assert site.campaign.state == "closed"
    desk.get("/desk/account")
    desk.post(f"{here}/open")
    assert (desk.page.status_code, heading(desk.page.text)) == (422, "It is closed")


# Names, places and signatories by language; after the close.


def test_a_language_has_names_of_its_own(site: Site, rima: Desk) -> None:
    answers(rima, "organisation", {**ORGANISATION, "organisers-ar": " السماء \n\nالمطر"})
    assert campaign().called == {"ar": ["السماء", "المطر"]}
    assert 'lang="ar" dir="rtl">\nالسماء\nالمطر</textarea>' in rima.get(f"{HERE}/start/organisation").text
    answers(rima, "organisation", {**ORGANISATION, "organisers-ar": "x" * 201})
    assert rima.page.status_code == 422
    assert 'id="f-organisers-ar-error"' in rima.page.text
    answers(rima, "organisation", ORGANISATION)
    assert campaign().called is None


def test_letters_have_a_place_and_signatories_by_language(site: Site, rima: Desk) -> None:
    letters = {
        "place": "Beirut", "place-ar": "بيروت", "signatories": "A. B., Chair\nC. D.",
        "signatories-fr": "A. B., Présidente",
    }  # fmt: skip
    answers(rima, "ending", {**ENDING, **letters})
    assert campaign().letter_places == {"": "Beirut", "ar": "بيروت"}
    assert campaign().signatories == {"": ["A. B., Chair", "C. D."], "fr": ["A. B., Présidente"]}
    answers(rima, "ending", {**ENDING, "signatories": ", Chair"})
    assert rima.page.status_code == 422
    assert "“, Chair” names nobody. Write: name, office, organisation." in unescape(rima.page.text)


def test_after_the_close_the_contact_and_letters_can_be_changed(site: Site, rima: Desk) -> None:
    drafted()
    answers(rima, "ending", ENDING)
    actions.open_campaign(slug=SLUG)
    actions.close_campaign(slug=SLUG)
    page = rima.get(f"{HERE}/start/ending").text
    assert [f'name="{name}"' in page for name in ("contact", "place", "closes", "addressees")] == [
        True, True, False, False,
    ]  # fmt: skip
    answers(rima, "ending", {"contact": "later@example.org", "place": "Beirut"})
    assert rima.page.status_code == 200
    assert (campaign().contact, campaign().letter_places) == ("later@example.org", {"": "Beirut"})
    assert (str(campaign().closes), campaign().addressees) == ("2099-03-24", "council")
    answers(rima, "organisation", ORGANISATION)
    assert rima.page.status_code == 422
