"""Where somebody is signed in: which kind of browser, since when; she ends one, or all others."""

import re

import time_machine
from sqlalchemy import select

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.extensions import db
from campaign.lib import clock
from campaign.organisers.models import DeskSession
from campaign.organisers.roles import Role
from tests.cast import Site, heading
from tests.organisers.browser import PASSWORD, Desk, member
from tests.organisers.test_signing_in import RIMA, rima

__all__ = ["rima"]

PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.6 Safari/605.1.15"
ROW = re.compile(r"<li><p>(.*?)<span class=\"hint\">(.*?)</span></p>(.*?)</li>", re.S)


def at(site: Site, user_agent: str, email: str = RIMA) -> Desk:
    """A browser of another kind, signed in."""
    desk = Desk(site.app)
    desk.browser.environ_base["HTTP_USER_AGENT"] = user_agent
    desk.sign_in(email)
    desk.post("/desk/account/later")
    return desk


def rows(desk: Desk) -> list[tuple[str, str]]:
    """What her page lists, each with whether it can be ended."""
    return [
        (re.sub("<[^>]+>", "", name), "end" if "/end" in button else "")
        for name, _, button in ROW.findall(desk.get("/desk/account").text)
    ]


def end(desk: Desk, which: int) -> str:
    """Press the button of one of them; the address."""
    page = desk.get("/desk/account").text
    address = re.findall(r'action="(/desk/account/sessions/\d+/end)"', page)[which]
    desk.post(address)
    return str(address)


def test_each_stands_there_by_its_kind_with_this_one_marked(site: Site, rima: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        now.shift(60)
        phone = at(site, PHONE)
        now.shift(60)
        at(site, MAC)
        assert rows(phone) == [
            ("Firefox on Android · this browser", ""), ("Safari on Mac", "end"), ("a browser of another kind", "end"),
        ]  # fmt: skip


def test_of_a_browser_two_words_are_kept_and_nothing_finer(site: Site, rima: Desk) -> None:
    at(site, PHONE)
    (row,) = db.session.execute(
        select(DeskSession.__table__).where(DeskSession.browser == "firefox")
    ).mappings()
    assert set(row) == {"id", "token_hash", "organiser_id", "begun_at", "seen_at", "browser", "system"}
    assert (row["browser"], row["system"]) == ("firefox", "android")


def test_she_ends_one_and_no_other(site: Site, rima: Desk) -> None:
    phone, mac = at(site, PHONE), at(site, MAC)
    end(rima, 1)
    assert "You are signed out in that browser." in rima.page.text
    assert heading(phone.get("/desk/account").text) == "Sign in"
    assert [heading(each.get("/desk/account").text) for each in (mac, rima)] == ["Your account"] * 2
    assert [each.facts["number"] for each in ended()] == [1]


def test_she_ends_all_others(site: Site, rima: Desk) -> None:
    phone, mac = at(site, PHONE), at(site, MAC)
    rima.get("/desk/account")
    page = rima.post("/desk/account/sessions/end-others").text
    assert "You are signed out in all other browsers." in page
    assert "Sign out in all other browsers" not in page
    assert [heading(each.get("/desk/account").text) for each in (phone, mac, rima)] == [
        "Sign in", "Sign in", "Your account",
    ]  # fmt: skip
    assert [each.facts["number"] for each in ended()] == [2]


def ended() -> list[object]:
    """The acts that say so."""
    return list(audit_queries.newest(audit_queries.Sought(act=Act.SIGN_OUT_OTHERS)))


def test_one_of_somebody_else_isnt_there(site: Site, rima: Desk) -> None:
    noor = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
    key = db.session.scalar(select(DeskSession.id).order_by(DeskSession.id.desc()).limit(1))
    rima.get("/desk/account")
    assert rima.post(f"/desk/account/sessions/{key}/end").status_code == 404
    assert heading(noor.get("/desk/account").text) == "Your account"
    assert ended() == []


def test_without_the_sessions_token_none_ends(site: Site, rima: Desk) -> None:
    phone = at(site, PHONE)
    for address in ("end-others", "1/end", "2/end"):
        answer = rima.send("POST", f"/desk/account/sessions/{address}", headers=rima.headers)
        assert answer.status_code == 403
    assert heading(phone.get("/desk/account").text) == "Your account"


def test_ending_asks_again_who_it_is_and_then_the_copied_cookie_is_void(site: Site) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = member(site.app, RIMA, Role.OWNER, site.campaign.id)
        phone, copied = at(site, PHONE), Desk(site.app)
        now.shift(11 * 60)
        address = end(desk, 0)
        assert heading(desk.page.text) == "Is that you?"
        cookie = desk.browser.get_cookie("desk", path="/desk", domain="localhost")
        assert cookie is not None
        copied.browser.set_cookie("desk", cookie.value, path="/desk", domain="localhost")
        assert heading(copied.get("/desk/account").text) == "Your account"
        fields = {"password": PASSWORD, "to": address}
        assert heading(desk.post("/desk/again", fields).text) == "Go on?"
        assert heading(copied.get("/desk/account").text) == "Sign in"
        assert heading(desk.post(address).text) == "Your account"
        assert heading(phone.get("/desk/account").text) == "Sign in"


def test_in_an_eleventh_browser_the_one_used_longest_ago_is_signed_out(site: Site) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        first = member(site.app, RIMA, Role.OWNER, site.campaign.id)
        others = []
        for _ in range(9):
            now.shift(120)
            others.append(Desk(site.app, address=f"198.51.100.{len(others)}"))
            others[-1].sign_in(RIMA)
        now.shift(120)
        assert len(rows(first)) == 10
        now.shift(120)
        Desk(site.app).sign_in(RIMA)
        pages = [heading(each.get("/desk/account").text) for each in (first, *others)]
        assert pages == ["Your account", "Sign in"] + ["Your account"] * 8


def test_those_that_are_over_arent_listed(site: Site) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        desk = member(site.app, RIMA, Role.OWNER, site.campaign.id)
        at(site, PHONE)
        now.shift(50 * 60)
        assert len(rows(desk)) == 2
        now.shift(20 * 60)
        assert rows(desk) == [("a browser of another kind · this browser", "")]
