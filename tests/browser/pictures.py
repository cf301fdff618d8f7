"""The pictures of docs/desk.md, of a site with a crowd on it: python -m tests.browser.pictures."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from campaign.audit.actors import acting
from campaign.jobs import runner
from campaign.organisers.roles import Role
from campaign.pictures import actions as pictures
from campaign.running.schedule import job_kinds
from tests.browser.conftest import CHROMIUM
from tests.browser.desk import come_in, desk_site, invited
from tests.browser.pressing import goes_on
from tests.browser.test_desk_signatures import fill
from tests.browser.test_the_path import empty_site
from tests.cast import SLUG, TESTER
from tests.organisers.browser import PASSWORD
from tests.paper.signing import collecting

FOLDER = Path(__file__).parents[2] / "docs" / "desk"
WIDTH, HEIGHT = 1280, 800
RUNNING = {
    "overview": "/",
    "text": "/text",
    "signatures": "/signatures",
    "held": "/signatures/held",
    "taking-out": "/signatures/invalidations/new",
    "unusual": "/signatures/unusual",
    "lists": "/lists",
    "letters": "/letters",
    "missions": "/missions",
    "paper": "/paper",
    "press": "/press",
    "own-site": "/own-site",
    "passing-on": "/passing-on",
    "keys": "/keys",
    "people": "/people",
    "open-or-closed": "/state",
    "acts": "/acts",
}


def main() -> None:
    """Write them anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, acting(TESTER):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for take in (_path, _running):
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            take(page, Path(folder, take.__name__))
        browser.close()


def _path(page: Page, folder: Path) -> None:
    folder.mkdir()
    with empty_site(folder) as link:
        page.goto(link)
        page.fill("[name=name]", "Rima")
        page.fill("[name=email]", "rima@example.org")
        page.fill("[name=password]", PASSWORD)
        goes_on(page, ".page form button:not(.quiet)")
        _taken(page, "second-factor")
        goes_on(page, "form[action$='/later'] button")
        page.fill("[name=slug]", "clear-skies")
        goes_on(page, ".page form button:not(.quiet)")
        _taken(page, "path")
        goes_on(page, ".steps a[href$='/start/risk']")
        _taken(page, "risk")


def _running(page: Page, folder: Path) -> None:
    folder.mkdir()
    with desk_site(folder) as (site, base):
        collecting(site)
        fill(site)
        while runner.run_next(kinds=job_kinds()):
            pass
        while pictures.draw_due():
            pass
        come_in(page, invited("rima@example.org", Role.OWNER, site.campaign.id), "Rima")
        for name, path in RUNNING.items():
            page.goto(f"{base}/desk/campaigns/{SLUG}{path}")
            _taken(page, name)
        page.goto(f"{base}/desk/account")
        _taken(page, "account")


def _taken(page: Page, name: str) -> None:
    """As much of it as fits on a screen and a half."""
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": min(height, 1.5 * HEIGHT)}
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True, clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
