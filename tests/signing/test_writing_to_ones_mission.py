"""After confirming: a letter of one's own to one's State's mission, where the organisers offer it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import unquote

import pytest
import time_machine

from campaign.extensions import db, transaction
from campaign.lib.countries import UNSAID
from campaign.missions import actions as missions
from campaign.missions.importing import Contact
from campaign.releases.facts_cli import set_facts
from tests.cast import AMELIE, DEMAND, NOUR, SLUG, Client, Person, Site, heading

OFFERED = "Write to your State’s mission to the United Nations"
LINK = re.compile(r'href="(mailto:fr@[^"]*)"')


@pytest.fixture
def offered(site: Site) -> Site:
    """France's mission has an address, and the organisers allow it."""
    missions.take_addresses(
        contacts=(Contact(code="FR", address="fr@example.org", source="a test", date=date(2016, 9, 1)),)
    )
    site.campaign.at_risk = False
    db.session.commit()
    switch(site, "on")
    return site


def switch(site: Site, to: str) -> str:
    result = site.app.test_cli_runner().invoke(set_facts, [SLUG, "--write-to-mission", to])
    assert result.exit_code == 0
    return result.output


def thanks(site: Site, person: Person = AMELIE, *, language: str = "en", **changes: str) -> str:
    """The page after confirming."""
    client = site.client()
    client.sign(person, language=language, **changes)
    (letter,) = site.deliver()
    return client.press(letter.link, "confirmation").text


@pytest.mark.parametrize("harm", [True, None])
def test_under_harm_it_is_never_offered(offered: Site, client: Client, harm: bool | None) -> None:
    offered.campaign.at_risk = harm
    db.session.commit()
    client.sign(AMELIE)
    (letter,) = offered.deliver()
    assert OFFERED not in client.press(letter.link, "confirmation").text
    assert OFFERED not in client.get(letter.link).text
    note = "No letter to one's own mission is offered while signing may harm somebody (--risk no)."
    assert note in switch(offered, "on").splitlines()


def test_it_is_offered_under_its_warning(offered: Site) -> None:
    page = thanks(offered)
    details = page.split('<details class="own">')[1].split("</details>")[0]
    assert OFFERED in details
    assert "If that could put you or your family at risk, don’t write." in details.split("mailto:")[0]
    (link,) = LINK.findall(details)
    subject, body = unescape(link).split("?subject=")[1].split("&body=")
    assert unquote(subject) == f"Clear the skies ({SLUG})"
    paragraphs = unquote(body).split("\r\n\r\n")
    assert (paragraphs[2], paragraphs[3]) == (
        DEMAND,
        f"The campaign and its figures: http://127.0.0.1:8000/en/{SLUG}",
    )
    assert AMELIE.name not in unquote(body)


def test_it_is_in_her_language(offered: Site) -> None:
    (link,) = LINK.findall(thanks(offered, language="ar"))
    assert unquote(unescape(link).split("&body=")[1]).split("\r\n\r\n")[3] == (
        f"الحملة وأرقامها: http://127.0.0.1:8000/ar/{SLUG}"
    )


def test_her_link_offers_it_later_until_she_withdraws(offered: Site) -> None:
    link = offered.signed(AMELIE)
    client = offered.client()
    assert OFFERED in client.get(link).text
    assert OFFERED not in client.press(link, "withdrawal").text


def test_a_later_link_of_hers_names_no_country_and_no_mission(offered: Site, client: Client) -> None:
    offered.signed(AMELIE)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20)):
        client.sign(AMELIE)
        (letter,) = offered.deliver()
        page = client.get(letter.link).text
    assert heading(page) == "You have confirmed already"
    assert "mailto:" not in page
    assert "France" not in page


def test_it_is_off_until_the_organisers_say_on(offered: Site) -> None:
    assert "write to mission     on  →  off" in switch(offered, "off")
    assert OFFERED not in thanks(offered)


@pytest.mark.parametrize("country", [UNSAID, "SY", "GP"])
def test_it_is_not_offered_where_there_is_no_address(offered: Site, country: str) -> None:
    assert OFFERED not in thanks(offered, country=country)


def test_it_is_not_offered_in_a_withheld_country(offered: Site) -> None:
    with transaction():
        offered.campaign.withheld = ["FR"]
    assert OFFERED not in thanks(offered)


def test_an_example_does_not_offer_it(offered: Site) -> None:
    with transaction():
        offered.campaign.example = True
    assert OFFERED not in thanks(offered)


def test_before_confirming_nothing_is_offered(offered: Site, client: Client) -> None:
    client.sign(NOUR, country="FR")
    (letter,) = offered.deliver()
    assert OFFERED not in client.get(letter.path).text
