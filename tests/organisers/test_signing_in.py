"""Signing in at the desk, in a browser without JavaScript."""

import re

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.messages import CODE_WRONG
from campaign.organisers.roles import Role
from tests.cast import Site, heading, hidden
from tests.organisers.browser import KEY, PASSWORD, Desk, _path, code_of, member

RIMA = "rima@example.org"


@pytest.fixture
def rima(site: Site) -> Desk:
    """The owner of the cast's campaign, signed in."""
    return member(site.app, RIMA, Role.OWNER, site.campaign.id)


def test_the_first_owner_comes_by_a_link_that_serves_once(site: Site) -> None:
    link = actions.invite_first_owner()
    assert link is not None
    assert link.startswith("http://localhost:8000/desk/invitations/")
    desk = Desk(site.app)
    assert heading(desk.get(_path(link)).text) == "Welcome"
    assert f'action="{_path(link)}#answer"' in desk.page.text
    desk.post(_path(link), {"name": "Rima", "email": RIMA, "password": PASSWORD})
    assert heading(desk.page.text) == "Your account"
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    assert (owner.name, owner.is_site_owner) == ("Rima", True)
    assert heading(Desk(site.app).get(_path(link)).text) == "This invitation is no longer valid"
    assert actions.invite_first_owner() is None


def test_whoever_has_no_second_factor_comes_no_further(site: Site) -> None:
    link = actions.invite(email=RIMA, role=Role.OWNER, campaign_id=site.campaign.id)
    desk = Desk(site.app)
    desk.get(_path(link))
    desk.post(_path(link), {"name": "Rima", "password": PASSWORD})
    assert heading(desk.get(f"/desk/campaigns/{site.slug}/").text) == "Your account"
    desk.post("/desk/account/later")
    assert heading(desk.get(f"/desk/campaigns/{site.slug}/").text) == "Overview"
    assert "You are signing in without a second factor." in desk.page.text


@pytest.mark.parametrize("page", ["sign-in", "code", "recovery", "passkey"])
def test_the_pages_of_signing_in_lead_on_whoever_is_in(rima: Desk, page: str) -> None:
    """As by Back, or by a form sent twice; nobody is signed out by it."""
    assert heading(rima.get(f"/desk/{page}").text) == "Overview"
    rima.get("/desk/account")
    assert heading(rima.post(f"/desk/{page}", {"code": "123456"}).text) == "Overview"
    assert heading(rima.get("/desk/account").text) == "Your account"


def test_after_a_wrong_code_the_same_square_stands_there(site: Site, rima: Desk) -> None:
    rima.get("/desk/codes")
    page = rima.post("/desk/codes", {"setup": "authenticator"}).text
    secret, action = KEY.search(page), re.search(r'action="(/desk/codes/[^"]+)"', page)
    assert secret
    assert action
    answer = rima.post(action[1], {"code": "12345"})
    assert answer.status_code == 422
    assert f'<p class="error" id="f-code-error">{CODE_WRONG}</p>' in answer.text
    again = KEY.search(answer.text)
    assert again
    assert again[1] == secret[1]
    assert action[0] in answer.text
    assert str(CODE_WRONG) not in rima.get("/desk/account").text
    rima.page = answer
    assert "One-time codes are on." in rima.post(action[1], {"code": code_of(secret[1])}).text


def test_from_the_account_a_link_leads_on(rima: Desk) -> None:
    assert '<a href="/desk/">To the desk</a>' in rima.get("/desk/account").text


def test_a_password_and_then_the_code_of_an_app(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        secret = rima.with_codes()
        assert heading(rima.page.text) == "Your account"
        now.shift(60)
        other = Desk(site.app)
        assert heading(other.sign_in(RIMA).text) == "The code from your app"
        assert heading(other.get(f"/desk/campaigns/{site.slug}/").text) == "Sign in"
        other.sign_in(RIMA)
        code = code_of(secret)
        other.post("/desk/code", {"code": f"{code[:3]} {code[3:]}"})
        assert heading(other.page.text) == "Overview"
        again = Desk(site.app)
        again.sign_in(RIMA)
        page = again.post("/desk/code", {"code": code}).text
        assert "That code is wrong, or has already been used. Wait for the next one." in page
        assert heading(again.get(f"/desk/campaigns/{site.slug}/").text) == "Sign in"


def test_a_wrong_password_and_an_unknown_address_look_alike(site: Site, rima: Desk) -> None:
    pages = [wrong(site, RIMA, "wrong horse battery"), wrong(site, "nobody@example.org", PASSWORD)]
    assert pages[0] == pages[1]
    assert "That did not match. Check the address and the password, or use your passkey." in pages[0]


def wrong(site: Site, email: str, password: str) -> str:
    """The page that answers, without what differs between any two."""
    desk = Desk(site.app)
    page = desk.sign_in(email, password)
    assert page.status_code == 200
    assert heading(desk.get("/desk/").text) == "Sign in"
    return page.text.replace(email, "X").replace(hidden(page.text, "csrf_token"), "")


def test_a_recovery_code_lets_in_once_without_the_phone(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False):
        rima.with_codes()
        rima.get("/desk/recovery-codes")
        codes = shown_codes(rima.post("/desk/recovery-codes").text)
        assert len(set(codes)) == 10
        assert "shown this once" not in rima.get("/desk/recovery-codes").text
        assert [tried(site, code) for code in (codes[0].upper().replace("-", " "), codes[0], codes[1])] == [
            "Overview", "A recovery code", "Overview",
        ]  # fmt: skip


def tried(site: Site, code: str) -> str:
    """The heading of the page that a recovery code leads to."""
    desk = Desk(site.app)
    desk.sign_in(RIMA)
    desk.get("/desk/recovery")
    return heading(desk.post("/desk/recovery", {"code": code}).text)


def shown_codes(page: str) -> list[str]:
    """The recovery codes on a page."""
    return re.findall(r"<li><code>([a-z0-9-]{19})</code></li>", page)


def test_typed_back_a_code_shows_that_she_has_them(site: Site, rima: Desk) -> None:
    rima.with_codes()
    rima.get("/desk/recovery-codes")
    codes = shown_codes(rima.post("/desk/recovery-codes").text)
    rima.get("/desk/account")
    rima.post("/desk/account/recovery-code", {"code": codes[3]})
    assert "Correct. That code is used up; keep the others safe." in rima.page.text
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    assert (len(owner.mf_recovery_codes or ()), owner.codes_proved_at is not None) == (9, True)


def test_ten_wrong_codes_slow_down_and_lock_nobody_out(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        secret = rima.with_codes()
        now.shift(120)
        thief = Desk(site.app, address="198.51.100.9")
        thief.sign_in(RIMA)
        pages = [guessed(thief) for _ in range(12)]
        assert pages == ["The code from your app"] * 9 + ["Too many attempts"] * 3
        other = Desk(site.app)
        other.sign_in(RIMA)
        other.post("/desk/code", {"code": code_of(secret)})
        assert heading(other.page.text) == "Overview"


def guessed(desk: Desk) -> str:
    """The heading of what answers a wrong code."""
    desk.get("/desk/code")
    return heading(desk.post("/desk/code", {"code": "000000"}).text)


def test_from_many_networks_a_password_is_tried_thirty_times_an_hour_and_its_owner_comes_in(
    site: Site, rima: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False):
        own = Desk(site.app)
        own.sign_in(RIMA)  # a browser that the account knows from now on
        pages = [
            heading(Desk(site.app, address=f"198.51.100.{number}").sign_in(RIMA, "x" * 12 + str(number)).text)
            for number in range(40)
        ]
        assert pages.count("Too many attempts") == 40 - 29
        own.post("/desk/sign-out")
        assert heading(own.sign_in(RIMA).text) == "Your account"


def test_a_form_without_the_sessions_token_changes_nothing(site: Site, rima: Desk) -> None:
    for token in ("", "forged", Desk(site.app).token):
        answer = rima.send(
            "POST",
            "/desk/account/language",
            data={"csrf_token": token, "language": "ar"},
            headers=rima.headers,
        )
        assert answer.status_code == 403
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        rima.get("/desk/account")
        answer = rima.send(
            "POST",
            "/desk/account/language",
            data={"csrf_token": rima.token, "language": "ar"},
            headers=headers,
        )
        assert answer.status_code == 403
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    assert owner.language == "en"


def test_by_its_number_this_machine_leads_to_its_name(site: Site) -> None:
    answer = Desk(site.app, base_url="http://127.0.0.1:8000").send("GET", "/desk/sign-in?next=/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "http://localhost:8000/desk/sign-in?next=/desk/",
    )


def test_public_pages_are_the_same_bytes_with_the_desks_cookie(site: Site, rima: Desk) -> None:
    stranger = site.client().get(f"/en/{site.slug}/tally")
    seen = rima.send("GET", f"/en/{site.slug}/tally", base_url="http://127.0.0.1:8000")
    assert (seen.data, dict(seen.headers)) == (stranger.data, dict(stranger.headers))
    assert {"Set-Cookie", "Vary"} & set(seen.headers) <= {"Vary"}
    assert "Cookie" not in seen.headers.get("Vary", "")
