"""What was tried before people sign: remembered with day and name, and honest about what wasn't."""

import pytest
from flask import Flask

from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from tests.cast import NOUR, Site, heading
from tests.desk.walking import HERE, campaign, colleague, owner, plain, steps
from tests.organisers.browser import Desk

PAGE = f"{HERE}/start/rehearsal"


@pytest.fixture
def rima(site: Site) -> Desk:
    desk = owner(site)
    desk.get(PAGE)
    return desk


def noted() -> dict[str, str]:
    """What was noted, by exercise, of mail by provider."""
    return {
        each.at_provider or each.exercise.value: each.outcome.value
        for each in releases_queries.rehearsals(campaign().id)
    }


def test_a_mail_goes_out_and_where_it_landed_is_noted(site: Site, rima: Desk) -> None:
    rima.post(f"{PAGE}/mail", {"to": "rima@Gmail.com"})
    assert "A mail is on its way to gmail.com. Say below where it landed." in rima.page.text
    (mail,) = [letter for letter in site.deliver() if letter.to == "rima@gmail.com"]
    assert mail.subject == "A mail to try"
    assert "hope" not in mail.body
    assert noted() == {"gmail.com": "not yet"}
    assert "0 of 6 tried" in rima.page.text
    rima.post(PAGE, {"exercise": "mail", "at_provider": "gmail.com", "outcome": "spam"})
    assert "In the spam folder" in rima.page.text
    assert noted() == {"gmail.com": "spam"}
    assert "1 of 6 tried" in rima.page.text
    rima.post(f"{PAGE}/mail", {"to": "rima@proton.me"})
    assert noted() == {"gmail.com": "spam", "proton.me": "not yet"}


def test_who_said_never_again_gets_none_and_the_page_says_the_same(site: Site, rima: Desk) -> None:
    client = site.client()
    client.sign(NOUR)
    (letter,) = (each for each in site.deliver() if each.to == NOUR.email)
    client.press(letter.link, "stop")
    rima.get(PAGE)
    rima.post(f"{PAGE}/mail", {"to": NOUR.email})
    assert "A mail is on its way to example.org. Say below where it landed." in rima.page.text
    assert site.deliver() == []


def test_what_is_no_address_is_still_there(site: Site, rima: Desk) -> None:
    rima.post(f"{PAGE}/mail", {"to": "rima at home"})
    assert rima.page.status_code == 422
    assert "Enter an email address like press@example.org." in rima.page.text
    assert 'value="rima at home"' in rima.page.text
    assert noted() == {}


def test_each_exercise_remembers_who_and_how_and_the_last_time_counts(site: Site, rima: Desk) -> None:
    for exercise in ("withdrawal", "letter", "held form", "list", "restore"):
        rima.post(PAGE, {"exercise": exercise, "outcome": "failed"})
    nour = colleague(site, Role.ORGANISER)
    nour.get(PAGE)
    nour.post(PAGE, {"exercise": "letter", "outcome": "worked"})
    assert noted() == {
        "withdrawal": "failed", "letter": "worked", "held form": "failed", "list": "failed", "restore": "failed",
    }  # fmt: skip
    said = plain(nour.page.text)
    assert "It failed," in said
    assert ", Nour How did it go?" in said
    assert ", Rima How did it go?" in said
    assert steps(rima.get(f"{HERE}/start").text)["Has it been tried?"] == "to do, 5 of 6 tried"
    rima.get(PAGE)
    rima.post(PAGE, {"exercise": "restore", "outcome": "not yet"})
    assert steps(rima.get(f"{HERE}/start").text)["Has it been tried?"] == "to do, 4 of 6 tried"


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"exercise": "dance", "outcome": "worked"}, {"exercise": "letter", "outcome": "x"},
        {"exercise": "letter", "outcome": "spam"}, {"exercise": "mail", "outcome": "worked"},
    ],
)  # fmt: skip
def test_what_no_form_of_ours_sends_is_refused(site: Site, rima: Desk, fields: dict[str, str]) -> None:
    assert (rima.post(PAGE, fields).status_code, noted()) == (422, {})
    assert heading(rima.page.text) == "Has it been tried?"


def test_providers_are_few(site: Site, rima: Desk, app: Flask) -> None:
    for number in range(21):
        rima.post(PAGE, {"exercise": "mail", "at_provider": f"p{number}.example", "outcome": "inbox"})
    assert rima.page.status_code == 422
    assert "At most 20 providers can be tried." in rima.page.text
    assert len(noted()) == 20
