"""Sessions at the desk: when they end, and how their cookies are set."""

import base64

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers.roles import Role
from tests.cast import Site, heading, in_force
from tests.organisers.browser import PASSWORD, Desk, member
from tests.organisers.test_signing_in import RIMA, rima

__all__ = ["rima"]


def test_a_session_ends_after_an_idle_hour_and_after_half_a_day(site: Site) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = member(site.app, RIMA, Role.VIEWER, site.campaign.id)
        pages = []
        for minutes in (59, 59, 61):
            now.shift(minutes * 60)
            pages.append(heading(desk.get("/desk/account").text))
        assert pages == ["Your account", "Your account", "Sign in"]
        desk.sign_in(RIMA)
        pages = []
        for _ in range(14):
            now.shift(55 * 60)
            pages.append(heading(desk.get("/desk/account").text))
        assert pages == ["Your account"] * 13 + ["Sign in"]


def test_signing_out_ends_the_cookie_on_the_server_too(site: Site, rima: Desk) -> None:
    copied = Desk(site.app)
    cookie = rima.browser.get_cookie("desk", path="/desk", domain="localhost")
    assert cookie is not None
    copied.browser.set_cookie("desk", cookie.value, path="/desk", domain="localhost")
    assert heading(copied.get("/desk/account").text) == "Your account"
    rima.get("/desk/account")
    rima.post("/desk/sign-out")
    assert heading(copied.get("/desk/account").text) == "Sign in"


@pytest.mark.parametrize("page", ["", "account", "passkeys", "campaigns/{slug}/", "campaigns/{slug}/people"])
def test_each_page_has_a_way_out_in_one_press(site: Site, rima: Desk, page: str) -> None:
    shown = rima.get(f"/desk/{page.format(slug=site.slug)}").text
    assert shown.count('<form method="post" action="/desk/sign-out">') == 1
    assert heading(rima.post("/desk/sign-out").text) == "Sign in"
    assert 'action="/desk/sign-out"' not in rima.page.text
    assert heading(rima.get("/desk/account").text) == "Sign in"


def test_signing_out_everywhere_ends_other_browsers(site: Site, rima: Desk) -> None:
    other = Desk(site.app)
    other.sign_in(RIMA)
    other.get("/desk/account")
    rima.get("/desk/account")
    rima.post("/desk/account/sign-out-everywhere")
    assert [heading(desk.get("/desk/account").text) for desk in (rima, other)] == ["Sign in", "Sign in"]


def test_the_cookie_is_for_the_desk_alone(site: Site, rima: Desk) -> None:
    cookie = rima.browser.get_cookie("desk", path="/desk", domain="localhost")
    assert cookie is not None
    assert (cookie.path, cookie.http_only, cookie.same_site, cookie.secure) == ("/desk", True, "Lax", False)


def test_it_is_signed_by_sha_256(site: Site, rima: Desk) -> None:
    cookie = rima.browser.get_cookie("desk", path="/desk", domain="localhost")
    assert cookie is not None
    assert len(base64.urlsafe_b64decode(cookie.value.rpartition(".")[2] + "=")) == 32


def test_over_tls_each_cookie_is_for_the_desk_and_for_tls_alone(site: Site, rima: Desk) -> None:
    elsewhere = "https://petition.example.org"
    with in_force(site.app, base_url=elsewhere):
        desk = Desk(site.app, base_url=elsewhere)
        desk.get("/desk/sign-in")
        fields = {"csrf_token": desk.token, "email": RIMA, "password": PASSWORD}
        answer = desk.send("POST", "/desk/sign-in", data=fields, headers=desk.headers)
    cookies = [parse_cookie(each) for each in answer.headers.getlist("Set-Cookie")]
    assert sorted(name for name, _ in cookies) == ["__Secure-desk", "__Secure-known", "__Secure-uploads"]
    for _, about in cookies:
        assert about["path"].startswith("/desk")
        assert {"secure", "httponly", "samesite=lax"} <= about.keys()


def parse_cookie(header: str) -> tuple[str, dict[str, str]]:
    """Its name; its attributes in small letters, the ones with values by their path and else whole."""
    value, *attributes = header.split("; ")
    pairs = [each.lower().split("=") for each in attributes]
    return value.partition("=")[0], {
        ("path" if name == "path" else "=".join([name, *rest])): "".join(rest) for name, *rest in pairs
    }
