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


def test_the_square_of_one_time_codes(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    rima.get("/desk/codes")
    address = action(rima.post("/desk/codes", {"setup": "authenticator"}).text, "/desk/codes")
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        assert SAID in rima.post(address, {"code": "123456"}).text
        rima.post("/desk/again", {"password": PASSWORD})
        assert "Show the square for my app" in rima.get("/desk/codes").text


def test_a_passkey_that_is_made(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    rima.get("/desk/passkeys")
    address = action(rima.post("/desk/passkeys", {"name": "my phone"}).text, "/desk/passkeys")
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
