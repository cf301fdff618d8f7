"""A square or a passkey that was asked for too long ago: it is said, and asked for anew."""

import re
from datetime import timedelta

import time_machine

from campaign.lib import clock
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.organisers.browser import PASSWORD, Desk, member

SAID = "That took too long. Please start again."


def action(page: str, begins: str) -> str:
    """Where the form goes whose address ends in a signed state."""
    address = re.search(f'action="({begins}/[^"]+)"', page)
    assert address
    return address[1]


def begun(desk: Desk, page: str, **typed: str) -> str:
    """Where the second form of a page goes, once its first was sent."""
    desk.get(page)
    return action(desk.post(page, typed).text, page)


def test_the_square_of_one_time_codes(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    address = begun(rima, "/desk/codes", setup="authenticator")
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert SAID in rima.post(address, {"code": "123456"}).text
        rima.post("/desk/again", {"password": PASSWORD})
        assert "Show the square for my app" in rima.get("/desk/codes").text


def test_a_passkey_that_is_made(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    address = begun(rima, "/desk/passkeys", name="my phone")
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert SAID in rima.post(address, {"credential": "{}"}).text


def test_a_passkey_that_signs_in(site: Site) -> None:
    desk = Desk(site.app)
    desk.get("/desk/sign-in")
    address = action(desk.post("/desk/passkey").text, "/desk/passkey")
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        answer = desk.post(address, {"credential": "{}"})
    assert SAID in answer.text
    assert "Use my passkey" in answer.text
