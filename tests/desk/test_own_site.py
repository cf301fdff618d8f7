"""Pieces for the organisers' own site at the desk: what is copied, and which sites may show the card."""

from datetime import date

import pytest

from campaign.desk.stale import version_of
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from tests.cast import SLUG, Site, hidden
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member

PAGE = "/desk/campaigns/free/own-site"
NAMED = "https://example.org"


@pytest.fixture
def noor(site: Site) -> Desk:
    """An organiser of a campaign that harms nobody."""
    site.open_campaign("free", at_risk=False)
    site.slug = "free"
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def named(desk: Desk, *origins: str, version: str | None = None) -> str:
    desk.get(PAGE)
    version = version or hidden(desk.page.text, "version")
    return plain(desk.post(PAGE, {"version": version, "origins": "\n".join(origins)}).text)


def test_pieces_are_there_to_copy(noor: Desk) -> None:
    page = plain(noor.get(PAGE).text)
    here = "http://127.0.0.1:8000/en/free"
    assert (
        f'<iframe src="{here}/card" title="How many have signed: Clear the skies (free)" width="340"' in page
    )
    assert f'<a href="{here}"><img src="{here}/badge.svg"' in page
    assert f'<a href="{here}">Clear the skies (free)</a>' in page
    assert f'type="application/atom+xml" title="Updates" href="{here}/updates.atom">' in page


def test_sites_are_named_and_shown(site: Site, noor: Desk) -> None:
    assert "Saved." in named(noor, "https://Example.org/", "", "  https://www.example.org ")
    assert site.campaign.framers == [NAMED, "https://www.example.org"]
    assert "https://example.org https://www.example.org" in plain(noor.get(PAGE).text)
    assert "Saved." in named(noor)
    assert site.campaign.framers == []


def test_a_site_needs_no_scheme_and_comes_with_what_was_around_it(site: Site, noor: Desk) -> None:
    assert "Saved." in named(noor, "Example.org", "“www.example.org”,", "\u200eexample.org:8443/")
    assert site.campaign.framers == [NAMED, "https://www.example.org", "https://example.org:8443"]


@pytest.mark.parametrize("typed", ["*", "*.example.org", "example.org/page", "press@example.org", "data:"])
def test_what_is_no_site_without_a_scheme_either_is_refused(site: Site, noor: Desk, typed: str) -> None:
    page = named(noor, typed)
    assert noor.page.status_code == 422
    assert typed in page
    assert site.campaign.framers == []


def test_what_is_no_site_is_refused_on_a_stale_form_too(site: Site, noor: Desk) -> None:
    noor.get(PAGE)
    version = hidden(noor.page.text, "version")
    named(noor, "https://theirs.example")
    assert "example.org/page" in named(noor, "example.org/page", version=version)
    assert noor.page.status_code == 409
    assert site.campaign.framers == ["https://theirs.example"]


def test_what_is_no_site_is_refused_and_stays_in_the_field(site: Site, noor: Desk) -> None:
    page = named(noor, NAMED, "http://example.org/petition")
    assert noor.page.status_code == 422
    assert (
        "“http://example.org/petition” isn’t a site. Write https:// and its host alone, such as https://example.org."
        in page
    )
    assert "https://example.org http://example.org/petition" in page
    assert site.campaign.framers == []


def test_more_than_twenty_are_refused(noor: Desk) -> None:
    page = named(noor, *(f"https://g{number}.example.org" for number in range(21)))
    assert noor.page.status_code == 422
    assert "That is more than 20 sites." in page


def test_who_comes_second_sees_both_lists(site: Site, noor: Desk) -> None:
    noor.get(PAGE)
    version = hidden(noor.page.text, "version")
    sami = member(site.app, "sami@example.org", Role.OWNER, site.campaign.id, address="203.0.113.9")
    named(sami, "https://theirs.example")
    page = named(noor, "https://mine.example", version=version)
    assert noor.page.status_code == 409
    assert "Somebody else has changed this list in the meantime." in page
    assert "which is: https://theirs.example" in page
    assert "https://mine.example" in page
    assert site.campaign.framers == ["https://theirs.example"]
    again = {"version": hidden(noor.page.text, "version"), "origins": "https://mine.example"}
    assert "Saved." in plain(noor.post(PAGE, again).text)
    assert site.campaign.framers == ["https://mine.example"]


def test_a_viewer_reads_the_list_and_changes_nothing(site: Site, noor: Desk) -> None:
    named(noor, NAMED)
    vera = member(site.app, "vera@example.org", Role.VIEWER, site.campaign.id, address="203.0.113.10")
    page = vera.get(PAGE).text
    assert NAMED in plain(page)
    assert "<textarea" not in page
    assert vera.post(PAGE, {"origins": ""}).status_code == 403
    assert site.campaign.framers == [NAMED]


def test_under_harm_it_says_why_there_is_none(site: Site) -> None:
    noor = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
    path = f"/desk/campaigns/{SLUG}/own-site"
    page = noor.get(path).text
    assert (
        "Having signed could harm people here, so there is no card and no badge for other sites. "
        "Both are made to pass the campaign on." in plain(page)
    )
    assert "<textarea" not in page
    assert "iframe" not in page
    assert '<a href="http://127.0.0.1:8000/en/clear-skies">Clear the skies (clear-skies)</a>' in plain(page)
    noor.get("/desk/account")  # the page has no form, and so no token
    answer = noor.post(path, {"origins": NAMED, "version": version_of({"origins": []})})
    assert answer.status_code == 422
    assert site.campaign.framers == []


def test_a_draft_says_from_when_on_they_work(site: Site) -> None:
    site.slug = "later"
    releases.publish(
        slug="later", language="en", headline="Later", place=None, day=date(2016, 9, 24), demand="We ask.", body="Soon."
    )  # fmt: skip
    releases.change(slug="later", at_risk=False)
    noor = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
    page = plain(noor.get("/desk/campaigns/later/own-site").text)
    assert "These addresses work once the campaign opens." in page
    assert "Look at the card" not in page


def test_the_change_stands_in_the_list_of_acts(noor: Desk) -> None:
    named(noor, NAMED)
    assert "named the sites that may show the card" in plain(noor.get("/desk/campaigns/free/acts").text)
