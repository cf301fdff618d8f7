"""Each page has a link to itself in the other language; `?language=` behind an address leads there."""

import re
from urllib.parse import urlsplit

import pytest

from campaign.releases import actions as releases
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.rules.test_pages import Outline


def switch(html: str) -> str:
    """Where the one link to the other language leads."""
    (found,) = re.findall(r'<p class="languages"><a href="([^"]*)"', html)
    return str(found)


@pytest.mark.parametrize("path", ["", "/tally", "/verify", "/privacy", "/letters", "/pass-on"])
def test_a_public_page_leads_there_by_its_own_address(site: Site, client: Client, path: str) -> None:
    there = switch(client.get(f"/en/{SLUG}{path}").text)
    assert there == f"/ar/{SLUG}{path}"
    assert switch(client.get(there).text) == f"/en/{SLUG}{path}"


def test_a_page_behind_a_link_says_the_language_alone(site: Site, client: Client) -> None:
    link = urlsplit(site.signed(NOUR)).path
    preview = f"/en/p/{releases.preview_token(SLUG)}"
    for path in (link, f"{link}/withdrawal", preview):
        assert switch(client.get(path).text) == "?language=ar"
        turned = client.get(f"{path}?language=ar")
        assert (turned.status_code, turned.location) == (302, path.replace("/en/", "/ar/"))


def test_the_answer_to_a_form_leads_to_the_page_before_it(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    thanks = client.press(letter.link, "confirmation").text
    assert switch(thanks) == "?language=ar"
    turned = client.get(f"{letter.path}/confirmation?language=ar")
    assert turned.location == letter.path.replace("/en/", "/ar/")
    turned = client.get(f"/en/{SLUG}/submissions?language=ar")
    assert turned.location == f"/ar/{SLUG}"


def test_so_do_errors_whatever_their_address(site: Site, client: Client) -> None:
    for path in ("/en/nowhere", "/en/c/x", f"/en/{SLUG}/letters/FR/7", "/nowhere/texts"):
        assert switch(client.get(path).text) == "?language=ar"
    turned = client.get("/en/no%22where/x%3Cy?language=ar")
    assert (turned.status_code, turned.location) == (302, "/ar/no%22where/x%3Cy")
    assert heading(client.get("/nowhere/texts?language=ar").text) == "لا توجد صفحة هنا"


def test_what_is_no_language_leads_nowhere(site: Site, client: Client) -> None:
    for query in ("language=xx", "language=en", "language=", "language=ar,en", "lang=ar"):
        assert client.get(f"/en/{SLUG}?{query}").status_code == 200
    assert client.get("/en//evil.example/?language=ar").location == "/ar//evil.example/"


def test_a_list_of_campaigns_is_turned_too(site: Site, client: Client) -> None:
    site.open_campaign("second")
    page = client.get("/", headers={"Accept-Language": "en"}).text
    assert switch(page) == "?language=ar"
    turned = Outline.of(client.get("/?language=ar", headers={"Accept-Language": "en"}).text)
    assert turned.all("html") == [{"lang": "ar", "dir": "rtl"}]
