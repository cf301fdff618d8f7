"""Whoever's session had ended loses nothing that she typed, whichever form it was."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine

from campaign.desk.access import ACCESS, Anyone
from campaign.desk.form_pages import FORM_ON
from campaign.desk.typed_fields import CALLED, PUT_BACK, called
from campaign.lib import clock
from campaign.organisers.roles import Role
from tests.cast import Site, heading
from tests.desk.openapi import KEPT, forms_on
from tests.desk.test_access import addresses
from tests.desk.texts import paste
from tests.desk.visitors import SITE_OWNER, Visitor, pages_from
from tests.organisers.browser import Desk, member
from tests.tables import dump

WORDS = "“<b>Ñour & نور</b>”"
# What opens something, and what a button asks to be typed so that it isn't pressed by chance.
NOT_SHOWN = {"code", "password", "typed", "number", "slug", "other"}


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)


def of_the_signed_in(site: Site) -> list[tuple[str, str]]:
    """(endpoint, address) of every form that somebody sends who is signed in."""
    return [
        (endpoint, address)
        for endpoint, method, address in addresses(site.app, site.slug)
        if method == "POST" and ACCESS[endpoint][method] not in {Anyone.STRANGER, Anyone.HALF}
    ]


def test_every_field_that_is_typed_into_is_among_them(site: Site) -> None:
    owner = Visitor(site, Role.OWNER).desk
    pages = [*pages_from(owner, "/desk/"), *pages_from(Visitor(site, SITE_OWNER).desk, "/desk/")]
    names = {
        each.name
        for address, page in [*pages, ("", paste(owner, site).text)]
        for form in forms_on(page, address)
        if form.method == "POST"
        for each in form.fields.values()
        if each.kind in KEPT
    }
    assert {"organisers-ar", "signatories-zh", "notes", "indexes", "public", "corrected-en"} < names
    assert {name for name in names if called(name) is None} == names & NOT_SHOWN
    assert not NOT_SHOWN & CALLED.keys()


@pytest.mark.parametrize("how", ["after an idle hour", "without its cookie"])
def test_what_was_typed_is_shown_to_be_copied_and_nothing_is_stored(site: Site, rima: Desk, how: str) -> None:
    rima.get("/desk/account")
    before, token = dump(), rima.token
    if how == "without its cookie":
        rima.browser.delete_cookie("desk", domain="localhost", path="/desk")
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        each_shows_what_was_typed(site, rima, token)
    assert dump() == before


def each_shows_what_was_typed(site: Site, rima: Desk, token: str) -> None:
    pages = {name: address for name, method, address in addresses(site.app, site.slug) if method == "GET"}
    for endpoint, address in of_the_signed_in(site):
        fields = {
            "csrf_token": token,
            "notes": WORDS,
            "organisers-ar": "نور",
            "password": "seventeen",
            "version": "x",
        }
        answer = rima.send("POST", address, data=fields, headers=rima.headers)
        page = unescape(answer.text)
        assert (endpoint, answer.status_code, heading(page)) == (endpoint, 403, "You are no longer signed in")
        assert f">\n{WORDS}</textarea>" in page
        assert ">\nنور</textarea>" in page
        assert "Who is behind it, as signers see it (Arabic)" in page
        assert "seventeen" not in page
        assert ("it is put back into its fields" in page) == (endpoint in PUT_BACK)
        back = pages[FORM_ON[endpoint]] if endpoint in FORM_ON else address
        assert f'href="/desk/sign-in?next={back}"' in page


def test_a_private_half_of_a_key_is_not_shown_again(site: Site, rima: Desk) -> None:
    rima.browser.delete_cookie("desk", domain="localhost", path="/desk")
    address, private = f"/desk/campaigns/{site.slug}/keys/pasted", "age-secret-key-1QQQQ"
    answer = rima.send("POST", address, data={"public": private, "name": "maya"}, headers=rima.headers)
    assert "maya</textarea>" in answer.text
    assert private not in answer.text


def test_a_button_alone_leads_through_signing_in_to_its_page(site: Site, rima: Desk) -> None:
    rima.browser.delete_cookie("desk", domain="localhost", path="/desk")
    rima.get("/desk/sign-in")
    here, fields = f"/desk/campaigns/{site.slug}/state", {"csrf_token": rima.token, "until": ""}
    answer = rima.send("POST", f"{here}/pause", data=fields, headers=rima.headers)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/sign-in?next={here}")


def test_nothing_is_shown_again_to_another_site(site: Site, rima: Desk) -> None:
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        address = f"/desk/campaigns/{site.slug}/keys/pasted"
        answer = rima.send("POST", address, data={"name": "maya"}, headers=headers)
        assert answer.status_code == 403
        assert "maya" not in answer.text
