"""From the first owner's link to an open campaign, in a browser: with scripts on a small phone, and without any."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, repeat
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from campaign import create_app
from campaign.extensions import db
from campaign.organisers import actions as organisers
from campaign.releases import queries as releases_queries
from tests.browser.desk import BY_HALVES
from tests.browser.pressing import goes_on
from tests.browser.test_states import axe_says, scroll_width
from tests.cast import Site
from tests.conftest import settings_for
from tests.organisers.browser import PASSWORD

# How often axe looks at a page: at each one, each second, or, as it comes to no end without scripts, at none.
TURNS: dict[Page, Iterator[bool]] = {}
TEXT = "Clear the skies\n\nNew York, 24 September 2016 – Hospitals were hit. We ask for action."


@contextmanager
def empty_site(folder: Path) -> Iterator[str]:
    """A site on which nobody is an organiser yet; the link that makes its opener the first owner."""
    app = create_app(settings_for(folder, "", CAMPAIGN_BASE_URL="http://127.0.0.1"))
    with app.app_context():
        upgrade()
        Site(app).with_keys()
        link = organisers.invite_first_owner()
        assert link is not None
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}{urlsplit(link).path}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            db.session.remove()
            db.engine.dispose()


def looked_at(page: Page) -> None:
    """No wider than the screen and, with scripts, silent to axe, light and dark; then on."""
    page.wait_for_load_state()  # a press answers once its address changed, before there is a document
    assert page.viewport_size is not None
    width = page.viewport_size["width"]
    assert scroll_width(page, width) == width, page.url
    if not next(TURNS[page]):
        return
    assert (page.url, axe_says(page)) == (page.url, [])


def sends(page: Page, **fields: str) -> None:
    """Fill a form in, look at the page, send it."""
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    looked_at(page)
    goes_on(page, ".page form button:not(.quiet)")


def goes(page: Page, step: str) -> None:
    """From the path to a step."""
    looked_at(page)
    goes_on(page, f".steps a[href$='{step}']")


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_first_owners_link_to_an_open_campaign(
    visit: Callable[..., Page], tmp_path: Path, language: str, half: int
) -> None:
    page = visit(width=320, height=640, locale=language)
    TURNS[page] = cycle((half == 0, half == 1))
    goes_all_the_way(page, tmp_path)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.full)])
def test_without_scripts_too(visit: Callable[..., Page], tmp_path: Path, width: int) -> None:
    page = visit(width=width, height=640, locale="en", java_script_enabled=False)
    TURNS[page] = repeat(False)
    goes_all_the_way(page, tmp_path)


def goes_all_the_way(page: Page, folder: Path) -> None:
    with empty_site(folder) as link:
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.goto(link)
        sends(page, name="Rima", email="rima@example.org", password=PASSWORD)
        goes_on(page, "form[action$='/later'] button")
        sends(page, slug="hope")
        expect(page.locator(".steps li")).to_have_count(8)
        goes(page, "/start/risk")
        page.check("[name=at_risk][value=no]")
        page.click("details:has([name=withheld]) > summary")
        page.check("[name=withheld][value=SY]")
        sends(page)
        goes(page, "/start/organisation")
        sends(
            page, organisers="Clear Skies\nRooftop Watch", legal_name="Clear Skies", telephone="+961 1 234567"
        )
        goes(page, "/start/second")
        sends(page, email="nour@example.org")
        goes_back(page)
        goes(page, "/keys")
        page.fill("#f-asked", "maya")
        looked_at(page)
        goes_on(page, "form[action*='/links#'] button")
        looked_at(page)
        goes_on(page, ".page a[href$='/keys']")
        looked_at(page)
        goes_back(page)
        goes(page, "/text")
        goes_on(page, ".texts a[href$='/text/en']")
        goes_on(page, ".page a[href$='/paste']")
        page.fill("#f-text", TEXT)
        goes_on(page, "main form button")
        page.fill("#f-demand", "We ask for action.")
        goes_on(page, "button[value=save]")
        looked_at(page)
        goes_on(page, ".page a[href$='/start']")
        goes(page, "/start/ending")
        page.check("[name=addressees][value=council]")
        sends(page, contact="press@example.org")
        goes(page, "/start/rehearsal")
        page.fill("[name=to]", "rima@example.net")
        goes_on(page, "form[action*='/mail#'] button")
        page.select_option("[name=outcome] >> nth=0", "spam")
        goes_on(page, "form.inline button >> nth=0")
        looked_at(page)
        goes_back(page)
        expect(page.locator(".steps li.next a")).to_have_attribute(
            "href", "/desk/campaigns/hope/start/second"
        )
        goes(page, "/state")
        sends(page, typed="hope")
        expect(page.locator("form[action*='/pause#']")).to_be_visible()
        looked_at(page)
        assert said == []
        campaign = releases_queries.campaign("hope")
        assert campaign is not None
        assert (campaign.state, campaign.at_risk, campaign.withheld, campaign.addressees) == (
            "open", False, ["SY"], "council",
        )  # fmt: skip


def goes_back(page: Page) -> None:
    """To the path."""
    goes_on(page, ".page > p:last-child a[href$='/start']")
