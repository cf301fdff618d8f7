"""Who has to say again that it is she loses nothing of what she had typed, whichever form it was."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import request

from campaign.desk.access import ACCESS, FRESH
from campaign.desk.asking_again import DEEDS
from campaign.lib import clock
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from tests.cast import Site, heading
from tests.desk.test_access import addresses
from tests.organisers.browser import PASSWORD, Desk, member
from tests.tables import dump

RIMA = "rima@example.org"
POSTED = sorted(endpoint for endpoint in FRESH if "POST" in ACCESS[endpoint])
TYPED = [
    ("email", "noor@example.org"),
    ("rule", "FR"),
    ("rule", "SY"),
    ("indexes", "1\r\n2"),
    ("empty", ""),
    ("name", "“<b>Ñour & نور</b>”"),
]
FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest.fixture
def late(site: Site) -> Iterator[Desk]:
    """Rima, an owner, eleven minutes after she signed in."""
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = member(site.app, RIMA, Role.OWNER, site.campaign.id)
        now.shift(timedelta(minutes=11))
        desk.get("/desk/account")
        yield desk


def form(page: str, action: str) -> list[tuple[str, str]]:
    """The hidden fields of the form that goes there, in order."""
    whole = re.search(rf'<form method="post" action="{re.escape(action)}">.*?</form>', page, re.S)
    assert whole, page
    return [(unescape(name), unescape(value)) for name, value in FIELD.findall(whole[0])]


def sent(desk: Desk, action: str, more: dict[str, Any] | None = None) -> str:
    """Send the form that goes there as it stands, and what is typed besides."""
    fields: dict[str, Any] = {}
    for name, value in form(desk.page.text, action):
        fields.setdefault(name, []).append(value)
    return desk.post(action, fields | (more or {})).text


def address_of(site: Site, endpoint: str) -> str:
    (address,) = (
        at for name, method, at in addresses(site.app, site.slug) if (name, method) == (endpoint, "POST")
    )
    return address


def test_every_form_that_waits_has_its_button() -> None:
    assert sorted(DEEDS) == POSTED


@pytest.mark.parametrize("endpoint", POSTED)
def test_what_was_typed_is_sent_on_once_she_has_said_that_it_is_she(
    site: Site, late: Desk, endpoint: str
) -> None:
    arrived: list[list[tuple[str, str]]] = []
    token = late.token

    def view(**_: Any) -> str:
        arrived.append([pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"])
        return "There."

    site.app.view_functions[endpoint] = view
    address = address_of(site, endpoint)
    typed: dict[str, Any] = {}
    for name, value in TYPED:
        typed.setdefault(name, []).append(value)
    late.post(address, typed | {"password": "never shown again", "csrf_token": token})
    assert heading(late.page.text) == "Is that you?"
    assert "Please confirm again that it is you." in late.page.text
    sent(late, "/desk/again", {"password": "a wrong one"})
    assert heading(late.page.text) == "Is that you?"
    assert arrived == []
    sent(late, "/desk/again", {"password": PASSWORD})
    assert heading(late.page.text) == "Go on?"
    assert str(DEEDS[endpoint]) in unescape(late.page.text)
    assert PASSWORD not in late.page.text
    assert "never shown again" not in late.page.text
    assert arrived == []
    sent(late, address)
    assert arrived == [TYPED]


def test_an_invitation_arrives_as_it_was_typed(site: Site, late: Desk) -> None:
    address = address_of(site, "people.invite")
    late.post(address, {"email": "noor@example.org", "role": "viewer"})
    assert "noor@example.org" not in str(dump())
    sent(late, "/desk/again", {"password": PASSWORD})
    sent(late, address)
    (invitation,) = organisers_queries.invitations_to(site.campaign.id)
    assert (invitation.email, invitation.role) == ("noor@example.org", Role.VIEWER)


def test_a_private_half_of_a_key_is_not_shown_again_and_is_refused_for_what_it_is(
    site: Site, late: Desk
) -> None:
    address = address_of(site, "keys.add")
    late.post(address, {"name": "maya", "public": "# hers\nage-secret-key-1QQQQ"})
    assert "1QQQQ" not in late.page.text
    sent(late, "/desk/again", {"password": PASSWORD})
    fresh = sent(late, address)
    late.post(address, {"name": "maya", "public": "AGE-SECRET-KEY-1QQQQ"})
    assert (
        re.findall(r'role="alert">(.*?)<', fresh) == re.findall(r'role="alert">(.*?)<', late.page.text) != []
    )


def test_after_too_many_tries_it_goes_along_still(site: Site, late: Desk) -> None:
    address = address_of(site, "people.invite")
    late.post(address, {"email": "noor@example.org", "role": "viewer"})
    for _ in range(10):
        sent(late, "/desk/again", {"password": "a wrong one"})
    sent(late, "/desk/again", {"password": "a wrong one"})
    assert heading(late.page.text) == "Too many attempts"
    sent(late, address)
    assert heading(late.page.text) == "Is that you?"
    assert ("typed.email", "noor@example.org") in form(late.page.text, "/desk/again")


@pytest.mark.parametrize(
    "to", ["", "/", "//example.org/desk", "https://example.org/desk/account/sign-out-everywhere", "/desk/account",
           "/desk/account/language", "/desk/campaigns/clear-skies/people/1/stop", "\x00", "x" * 5000],
)  # fmt: skip
def test_no_other_address_is_sent_to(late: Desk, to: str) -> None:
    late.get("/desk/again")
    late.post("/desk/again", {"to": to, "typed.email": "noor@example.org", "password": PASSWORD})
    assert late.page.status_code in {200, 400}
    assert heading(late.page.text) != "Go on?"
    assert "noor@example.org" not in late.page.text


def test_a_page_that_waits_is_led_to_with_its_query(site: Site, late: Desk) -> None:
    page = f"/desk/campaigns/{site.slug}/signatures/invalidations/new?country=FR"
    answer = late.send("GET", page)
    assert answer.status_code == 302
    late.get(answer.headers["Location"])
    late.page = late.send(
        "POST",
        answer.headers["Location"],
        data={"csrf_token": late.token, "password": PASSWORD},
        headers=late.headers,
    )
    parts = urlsplit(late.page.headers["Location"])
    assert f"{parts.path}?{parts.query}" == page
