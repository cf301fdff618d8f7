"""The desk in a real browser: a site of its own, served from this process under the machine's name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, expect

from campaign import create_app
from campaign.extensions import db
from campaign.organisers import actions
from campaign.organisers.roles import Role
from tests import choosing
from tests.browser.pressing import goes_on
from tests.browser.stage import served
from tests.browser.test_states import WIDTHS, axe_says, scroll_width
from tests.cast import Site, change
from tests.conftest import settings_for
from tests.organisers.browser import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


# The tables that can be read whole only by moving them sideways.
CUT_OFF = """[...document.querySelectorAll(".scroll")].filter((each) => each.scrollWidth > each.clientWidth)
  .map((each) => `cut off: ${each.getAttribute("aria-label")}`)"""


@contextmanager
def desk_site(folder: Path) -> Iterator[tuple[Site, str]]:
    """The cast's campaign open, and where the desk is: `http://localhost:PORT`."""
    app = create_app(settings_for(folder, ""))
    with app.app_context():
        upgrade()
        site = Site(app).with_keys().open_campaign()
        with served(app) as base:
            change(app, base_url=base, bind=base.removeprefix("http://"))
            yield site, base.replace("127.0.0.1", "localhost")
        db.session.remove()
        db.engine.dispose()


def invited(email: str, role: Role, campaign_id: int | None) -> str:
    """The link of an invitation."""
    return actions.invite(email=email, role=role, campaign_id=campaign_id)


def signed_in(page: Page, base: str, email: str, password: str = PASSWORD) -> Page:
    """The page after signing in with a password."""
    page.goto(f"{base}/desk/sign-in")
    page.fill("#f-email", email)
    page.fill("#f-password", password)
    goes_on(page, "form[action^='/desk/sign-in'] button")
    return page


def come_in(page: Page, link: str, name: str) -> None:
    """Take an invitation up with a password, without a second factor."""
    page.goto(link)
    page.fill("#f-name", name)
    page.fill("#f-password", PASSWORD)
    goes_on(page, "main form button")
    goes_on(page, "form[action$='/desk/account/later'] button")


def speaking(
    browser: Browser, base: str, language: str, role: Role, campaign_id: int | None, *, name: str = "Noor"
) -> Page:
    """The page of somebody new at the desk, in that language."""
    page = browser.new_page()
    come_in(page, invited(f"{name.lower()}-{language}@example.org", role, campaign_id), name)
    page.goto(f"{base}/desk/account")
    page.select_option("form[action$='/language'] [name=language]", language)
    goes_on(page, "form[action$='/language'] button")
    return page


def with_authenticator(page: Page) -> Any:
    """Chromium's own passkey, whose owner always presses."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session


def adds_passkey(page: Page, base: str, name: str = "my phone") -> None:
    """Whoever is signed in makes a passkey, which the authenticator answers for."""
    page.goto(f"{base}/desk/passkeys")
    page.fill("#f-name", name)
    goes_on(page, "form[action$='/desk/passkeys'] button")
    expect(page.locator("h1")).to_have_text("Your account")


def faults(page: Page) -> list[Any]:
    """What axe says in light and dark, the widths at which the page is wider than the screen, tables cut off."""
    found = axe_says(page)
    size = page.viewport_size
    found += [width for width in WIDTHS if scroll_width(page, width) != width]
    page.set_viewport_size({"width": min(WIDTHS), "height": 640})
    found += page.evaluate(CUT_OFF)
    if size:
        page.set_viewport_size(size)
    return found


def faults_at(page: Page, address: str, language: str) -> list[Any]:
    """What is wrong with a page that has to be in this language."""
    page.goto(address)
    assert page.get_attribute("html", "lang") == language
    return faults(page)


# Of a test in two languages `make test` takes one half of the pages in the one, the other half in the other.
BY_HALVES = pytest.mark.parametrize("half", [0, 1])


@dataclass
class Looks:
    """The faults of each second page that a test comes to, by what it calls the page; in `make test` of each eighth."""

    half: int
    wrong: dict[str, list[Any]] = field(default_factory=dict)
    pages: int = 0

    def is_turn(self) -> bool:
        """Whether the next page is looked at."""
        self.pages += 1
        return self.pages % (2 if choosing.looks_at_all else 8) == self.half

    def at(self, page: Page, name: str) -> None:
        """Look at it, if it is its turn."""
        if self.is_turn() and (found := faults(page)):
            self.wrong[name] = found

    def in_language(self, page: Page, address: str, language: str) -> None:
        """Go to a page that has to be in this language, and look at it."""
        page.goto(address)
        assert page.get_attribute("html", "lang") == language
        self.at(page, address)
