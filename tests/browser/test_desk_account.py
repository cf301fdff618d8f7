"""One's own account in a real browser: the password is changed and sessions end, with and without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.desk import gate, password_views
from campaign.organisers.roles import Role
from tests.browser.desk import adds_passkey, come_in, desk_site, invited, signed_in, with_authenticator
from tests.browser.pressing import goes_on
from tests.cast import Site
from tests.organisers.browser import PASSWORD

NEW = "another orchard under glass"
FORM = "form[action$='/desk/account/password'] button"
CHANGED = "Your password is changed. You are signed out in all other browsers."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.mark.long
@pytest.mark.parametrize("scripted", [True, False])
def test_the_password_is_changed_and_the_other_browser_is_out(
    desk: tuple[Site, str], visit: Callable[..., Page], scripted: bool
) -> None:
    site, base = desk
    email = f"rima-{scripted}@example.org"
    page = visit(width=320, height=568, java_script_enabled=scripted)
    come_in(page, invited(email, Role.OWNER, site.campaign.id), "Rima")
    other = signed_in(visit(java_script_enabled=scripted), base, email)
    page.goto(f"{base}/desk/account")
    goes_on(page, "a[href='/desk/account/password']")
    page.fill("#f-present", PASSWORD)
    page.fill("#f-password", NEW)
    page.fill("#f-again", "another orchard")
    goes_on(page, FORM)
    expect(page.locator("#f-again-error")).to_have_text("The two don’t match. Type the new one again.")
    for field, words in (("#f-present", PASSWORD), ("#f-password", NEW), ("#f-again", NEW)):
        page.fill(field, words)
    goes_on(page, FORM)
    expect(page.locator("p.notice").first).to_have_text(CHANGED)
    other.goto(f"{base}/desk/account")
    expect(other.locator("h1")).to_have_text("Sign in")
    expect(signed_in(other, base, email, NEW).locator("h1")).to_have_text("Your account")


@pytest.mark.long
@pytest.mark.parametrize("scripted", [True, False])
def test_one_session_is_ended_from_the_list(
    desk: tuple[Site, str], visit: Callable[..., Page], scripted: bool
) -> None:
    site, base = desk
    email = f"lina-{scripted}@example.org"
    page = visit(width=320, height=568, java_script_enabled=scripted)
    come_in(page, invited(email, Role.OWNER, site.campaign.id), "Lina")
    phone = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
    other = signed_in(visit(user_agent=phone), base, email)
    page.goto(f"{base}/desk/account")
    expect(page.locator(".sessions li").nth(1).locator("p")).to_contain_text("Firefox on Android")
    goes_on(page, ".sessions button")
    expect(page.locator("p.notice").first).to_have_text("You are signed out in that browser.")
    other.goto(f"{base}/desk/account")
    expect(other.locator("h1")).to_have_text("Sign in")


def test_a_passkey_stands_for_the_password_that_she_forgot(
    desk: tuple[Site, str], visit: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, base = desk
    page = visit()
    with_authenticator(page)
    come_in(page, invited("maya@example.org", Role.OWNER, site.campaign.id), "Maya")
    adds_passkey(page, base)
    goes_on(page, "form[action$='/desk/sign-out'] button")
    goes_on(page, "form[action$='/desk/passkey'] button")
    expect(page.locator("h1")).to_have_text("Overview")
    kinds = [
        each.facts["kind"] for each in audit_queries.newest(audit_queries.Sought(act=Act.SIGN_IN), limit=1)
    ]
    assert kinds == ["passkey"]
    with monkeypatch.context() as hurry:
        for module in (gate, password_views):
            hurry.setattr(module, "FRESH_FOR" if module is gate else "FRESH", timedelta(milliseconds=1))
        page.goto(f"{base}/desk/account/password")
        expect(page.locator("#f-present")).to_be_visible()
        goes_on(page, "a[href*='/desk/again/passkey']")
    goes_on(page, "form[action^='/desk/again/passkey'] button")
    expect(page.locator("h1")).to_have_text("Change the password")
    expect(page.locator("#f-present")).to_have_count(0)
    page.fill("#f-password", NEW)
    page.fill("#f-again", NEW)
    goes_on(page, FORM)
    expect(page.locator("p.notice").first).to_have_text(CHANGED)
