"""The questions of the path, each answered, refused with a sentence at its field, and kept as it was typed."""

import pytest

from campaign.extensions import transaction
from campaign.organisers.roles import Role
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.models import CampaignState
from tests.cast import Site, hidden
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
from tests.organisers.browser import Desk
from tests.tables import dump

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


def test_a_reminder_is_chosen_with_the_answer_no_and_turned_off_for_good(site: Site, rima: Desk) -> None:
    ticked = '<input type="checkbox" name="reminder" value="on" checked>'
    answers(rima, "risk", {"at_risk": "yes", "reminder": "on"})
    assert campaign().reminder_on is False
    answers(rima, "risk", {"at_risk": "no", "reminder": "on"})
    assert campaign().reminds is True
    with transaction():
        campaign().state = CampaignState.OPEN
    assert ticked in rima.get(f"{HERE}/start/risk").text
    sends(rima, "risk", {"at_risk": "no"})
    assert campaign().reminds is False
    page = rima.get(f"{HERE}/start/risk").text
    assert "No. People sign on the promise of one message, so it can’t be turned on any more." in plain(page)
    assert 'name="reminder"' not in page
    sends(rima, "risk", {"at_risk": "no", "reminder": "on"})
    said = (
        "People sign here on the promise of one message; a reminder can be turned on only before the opening."
    )
    assert rima.page.status_code == 422
    assert said in plain(rima.page.text)


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
        ({"organisers": " \n "}, "Say who is behind it, one name per line."),
        ({"organisers": "\n".join(f"Group {n}" for n in range(41))}, "At most 40 names."),
        (
            {"organisers": "x" * 201},
            "This can't be stored: it has to be a line of at most 200 characters, without control characters.",
        ),
        ({"legal_name": ""}, "Fill this in."),
        (
            {"seat": "Bei\x1brut"},
            "This can't be stored: it has to be a line of at most 200 characters, without control characters.",
        ),
        ({"website": "javascript:alert(1)"}, "Enter a website like https://example.org."),
        ({"website": "mailto:press@example.org"}, "Enter a website like https://example.org."),
        ({"website": "/"}, "Enter a website like https://example.org."),
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
    assert steps(rima.page.text)["Who are you?"] == "done"


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
    assert steps(rima.get(f"{HERE}/start").text)["Who else is an owner?"] == "done"


# What is the text?


def test_the_end_is_planned(site: Site, rima: Desk) -> None:
    page = rima.get(f"{HERE}/start/ending").text
    assert "All names and addresses are deleted 90 days after the close." in page
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


def test_an_answer_that_is_sent_twice_is_saved_once(rima: Desk) -> None:
    rima.get(f"{HERE}/start/ending")
    version = hidden(rima.page.text, "version")
    for _press in range(2):
        page = rima.post(f"{HERE}/start/ending", {**ENDING, "version": version})
        assert page.status_code == 200
        assert "Saved." in page.text
    assert campaign().contact == "press@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "https://partner.example.org",
        "HTTPS://Partner.example.org/",
        "partner.example.org",
        "(partner.example.org), \npartner.example.org",
    ],
)
def test_sites_that_are_sent_twice_are_saved_once(rima: Desk, typed: str) -> None:
    page = f"{HERE}/own-site"
    answers(rima, "risk", {"at_risk": "no"})
    version = hidden(rima.get(page).text, "version")
    for _press in range(2):
        answer = rima.post(page, {"origins": typed, "version": version})
        assert answer.status_code == 200
        assert "Saved." in answer.text
    assert campaign().framers == ["https://partner.example.org"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("skies.example.org", "https://skies.example.org"),
        ("skies.example.org/ar/", "https://skies.example.org/ar/"),
        ("http://skies.example.org", "http://skies.example.org"),
        ("\u200e<skies.example.org>.", "https://skies.example.org"),
        ("skies.example.org:8443", "https://skies.example.org:8443"),
        ("https://skies.example.org/a_(b)", "https://skies.example.org/a_(b)"),
    ],
)
def test_a_website_needs_no_scheme(rima: Desk, typed: str, kept: str) -> None:
    assert "Saved." in answers(rima, "organisation", ORGANISATION | {"website": typed}).text
    row = releases_queries.responsible(campaign().id)
    assert row is not None
    assert row.website == kept
