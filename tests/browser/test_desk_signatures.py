"""Overview and signatures in a real browser: each page in both languages, light and dark, narrow and wide."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page

from campaign import create_app
from campaign.extensions import db
from campaign.lib import clock
from campaign.moderation import background
from campaign.moderation.queries import Sought
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.signing.models import InvalidatedSignature, Submission
from tests.browser.pressing import goes_on
from tests.browser.stage import served
from tests.browser.test_states import WIDTHS, axe_says, scroll_width
from tests.cast import AMELIE, NOUR, Site, change
from tests.conftest import settings_for
from tests.desk.signing_site import BASE, worked
from tests.moderation.crowd import crowd
from tests.organisers.browser import PASSWORD, member
from tests.ports import free_port
from tests.tables import count

RIMA = "rima@example.org"
PAGES = {
    "overview": f"{BASE}/",
    "countries": f"{BASE}/countries",
    "signatures": f"{BASE}/signatures",
    "one country": f"{BASE}/signatures?country=FR",
    "no such day": f"{BASE}/signatures?day=x",
    "held": f"{BASE}/signatures/held",
    "taken out": f"{BASE}/signatures/invalidations",
    "taking out": f"{BASE}/signatures/invalidations/new",
    "unusual": f"{BASE}/signatures/unusual",
}


@dataclass(frozen=True)
class Office:
    """The site, where its desk is, and what her browser keeps once she has signed in."""

    site: Site
    base: str
    state: Any


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A campaign with signatures of weeks, held forms and three invalidations, and an owner who has signed in."""
    port = free_port()
    app = create_app(settings_for(tmp_path_factory.mktemp("office"), "", CAMPAIGN_BIND=f"127.0.0.1:{port}"))
    with app.app_context():
        upgrade()
        site = Site(app).with_keys().open_campaign()
        change(app, hold_seconds=3600)
        fill(site)
        with _at(app, port) as base:
            yield Office(site, base, _signed_in(browser, site, base))
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _at(app: Flask, port: int) -> Iterator[str]:
    with served(app, port):
        yield f"http://localhost:{port}"


def fill(site: Site) -> None:
    now = clock.now()
    for back in range(12):
        crowd(site, 12 + 3 * back % 17, country="FR", domain="gmail.com", at=now - timedelta(days=back))
        crowd(site, 2, country="SY", domain="skies.example", at=now - timedelta(days=back, hours=5))
    crowd(site, 120, country="VA", domain="forged.example", at=now - timedelta(hours=2))
    site.number()
    client = site.client()
    client.sign(NOUR, website="x", language="ar")
    client.sign(AMELIE, wait=0)
    client.sign(AMELIE, email="second@example.org", wait=0)
    worked()
    last = 10**9
    for reason, sought, stop in (
        ("fraud", Sought(country="SY", day=now.date()), False),
        ("duplicate", Sought(domain_tag=b"d" * 32), True),
    ):
        (number,) = background.begin_batch(
            campaign=site.campaign, parts=[(sought, 2)], reason=reason, last=last
        )
        if stop:
            background.stop(campaign=site.campaign, number=number)
        worked()


def _signed_in(browser: Browser, site: Site, base: str) -> Any:
    """With her password, as she would."""
    member(site.app, RIMA, Role.OWNER, site.campaign.id, base_url=base)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/desk/sign-in")
    page.fill("[name=email]", RIMA)
    page.fill("[name=password]", PASSWORD)
    for button in ("form button >> nth=0", "form[action$='/later'] button"):
        goes_on(page, button)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def opened(browser: Browser, office: Office) -> Iterator[Any]:
    """A page of hers: `opened(path, width=320)`."""
    contexts = []

    def open_page(path: str, *, width: int = 1280, **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 720}, storage_state=office.state, base_url=office.base, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def speak(language: str) -> None:
    rima = organisers_queries.by_email(RIMA)
    assert rima is not None
    organisers.change_language(organiser_id=rima.id, language=language)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_for_everybody_and_never_wider_than_the_screen(
    opened: Any, office: Office, name: str, language: str
) -> None:
    speak(language)
    said: list[str] = []
    page = opened("/desk/account")
    page.on("console", lambda line: said.append(line.text))
    page.goto(PAGES[name])
    assert [
        line for line in said if not line.startswith("Failed to load resource: the server responded")
    ] == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert axe_says(page) == []
    assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_signatures_are_taken_out_and_brought_back(
    opened: Any, office: Office, width: int, script: bool
) -> None:
    speak("en")
    page = opened(f"{BASE}/signatures/invalidations", width=width, java_script_enabled=script)
    goes_on(page, "text=Remove signatures from the count")
    page.select_option("#f-country-0", "VA")
    page.check("[name=reason][value=fraud]")
    goes_on(page, "button[value=count]")
    assert page.inner_text("h1") == "120 signatures match"
    page.fill("[name=number]", "119")
    goes_on(page, "text=Remove them from the count")
    assert page.inner_text("#f-number-error") == "Type 120, or change the rules."
    page.fill("[name=number]", "120")
    goes_on(page, "text=Remove them from the count")
    assert "0 of 120 have been collected; all of them still count." in page.inner_text("main")
    before = count(InvalidatedSignature)
    worked()
    assert count(InvalidatedSignature) == before + 120
    goes_on(page, "text=Check again")
    newest = page.locator("section.weeding").first
    assert "120 signatures will be removed from the count after" in newest.inner_text()
    with page.expect_navigation():
        newest.locator("button").click()
    assert "Undone. All of them still count." in page.locator("section.weeding").first.inner_text()
    assert count(InvalidatedSignature) == before


@pytest.mark.parametrize("width", [320, 1280])
def test_held_forms_are_decided_from_the_overview_on(opened: Any, office: Office, width: int) -> None:
    speak("en")
    office.site.client().sign(AMELIE, email=f"w{width}@example.org", wait=0)
    db.session.rollback()
    before = count(Submission, state="held")
    page = opened(f"{BASE}/", width=width)
    goes_on(page, ".next[data-step=held] a")
    page.locator("[name=number]").last.check()
    goes_on(page, "text=Delete the ticked ones")
    assert page.inner_text("[role=status]") == "1 has been deleted."
    db.session.rollback()
    assert count(Submission, state="held") == before - 1
