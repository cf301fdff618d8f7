"""Signing in at the desk in a real browser: with a passkey, and each page looked at by axe in both languages."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from campaign.desk import gate
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from tests.browser.desk import (
    BY_HALVES,
    Looks,
    adds_passkey,
    come_in,
    desk_site,
    faults,
    invited,
    with_authenticator,
)
from tests.browser.pressing import goes_on
from tests.cast import Site
from tests.organisers.browser import PASSWORD

RIMA = "rima@example.org"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("desk")) as made:
        yield made


def test_a_passkey_alone_signs_in(desk: tuple[Site, str], visit: Callable[..., Page]) -> None:
    site, base = desk
    page = visit(width=390, height=844)
    with_authenticator(page)
    page.goto(invited(RIMA, Role.OWNER, site.campaign.id))
    page.fill("#f-name", "Rima")
    page.fill("#f-password", PASSWORD)
    goes_on(page, "main form button")
    adds_passkey(page, base)
    assert [each.name for each in organisers_queries.by_email(RIMA).webauthn] == ["my phone"]  # type: ignore[union-attr]
    goes_on(page, "form[action$='/desk/sign-out'] button")
    goes_on(page, "form[action$='/desk/passkey'] button")
    expect(page.locator("h1")).to_have_text("Overview")
    # The password alone opens nothing any more.
    page.goto(f"{base}/desk/account")
    goes_on(page, "form[action$='/desk/sign-out'] button")
    page.fill("#f-email", RIMA)
    page.fill("#f-password", PASSWORD)
    goes_on(page, "form[action^='/desk/sign-in'] button")
    expect(page.locator("#answer")).to_have_text(
        "That did not match. Check the address and the password, or use your passkey."
    )


def test_what_was_typed_outlasts_a_passkey_that_is_asked_for_again(
    desk: tuple[Site, str], visit: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, base = desk
    page = visit()
    with_authenticator(page)
    come_in(page, invited("maya@example.org", Role.OWNER, site.campaign.id), "Maya")
    adds_passkey(page, base)
    page.goto(f"{base}/desk/campaigns/{site.slug}/people")
    page.fill("#f-email", "noor@example.org")
    page.check("form[action$='/invitations'] [value=viewer]")
    with monkeypatch.context() as hurry:
        hurry.setattr(gate, "FRESH_FOR", timedelta(milliseconds=1))
        goes_on(page, "form[action$='/invitations'] button")
        expect(page.locator("h1")).to_have_text("Is that you?")
    goes_on(page, "form[action^='/desk/again/passkey'] button")
    expect(page.locator("h1")).to_have_text("Go on?")
    assert faults(page) == []
    goes_on(page, "form[action$='/invitations'] button")
    expect(page.locator("h1")).to_have_text("People")
    assert [(each.email, each.role) for each in organisers_queries.invitations_to(site.campaign.id)] == [
        ("noor@example.org", Role.VIEWER)
    ]


@BY_HALVES
@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("ar", "ar")])
def test_each_page_of_signing_in(
    desk: tuple[Site, str], visit: Callable[..., Page], language: str, locale: str, half: int
) -> None:
    site, base = desk
    page = visit(locale=locale)
    link = invited(f"{language}{half}@example.org", Role.OWNER, site.campaign.id)
    looks = Looks(half)
    for path in ("/desk/sign-in", link.removeprefix(base)):
        page.goto(base + path)
        assert page.evaluate("document.documentElement.lang") == language
        looks.at(page, path)
    come_in(page, link, "Noor")
    for path in ("account", "passkeys", "codes", "recovery-codes", ""):
        page.goto(f"{base}/desk/{path}")
        looks.at(page, path)
        if path in {"codes", "recovery-codes"}:
            goes_on(page, f"form[action$='/desk/{path}'] button")
            looks.at(page, f"{path}, made")
    page.goto(f"{base}/desk/invitations/{'x' * 32}")
    looks.at(page, "void")
    assert looks.wrong == {}
