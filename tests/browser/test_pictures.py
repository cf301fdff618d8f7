"""The organisers' picture in a real browser: from a file to the page, in both languages, narrow and wide."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from campaign.organisers.roles import Role
from tests.browser.desk import come_in, desk_site, faults, invited, speaking
from tests.browser.pressing import goes_on, until
from tests.browser.test_desk_press import told_in_two
from tests.cast import SLUG, Site
from tests.pictures.choosing import worked
from tests.pictures.files import snapshot

DESK = f"/desk/campaigns/{SLUG}/picture"
WORDS = {
    "alternative-en": "Smoke over a street of houses", "credit-en": "Photo: Nour H., 2016",
    "alternative-ar": "دخان فوق شارع من البيوت", "credit-ar": "الصورة: نور ح.، ٢٠١٦",
}  # fmt: skip
LOADED = (
    "document.querySelector('.picture img').complete && document.querySelector('.picture img').naturalWidth"
)
PLACE = """(({x, y, width, height}) => [x, y, width, height].map(Math.round))(
  document.querySelector('.picture img').getBoundingClientRect())"""


def street(folder: Path) -> Path:
    """The file that somebody chooses."""
    file = folder / "street.jpg"
    file.write_bytes(snapshot())
    return file


def put_there(page: Page, base: str, file: Path) -> None:
    """Upload, look at, put on the page."""
    page.goto(f"{base}{DESK}")
    page.set_input_files("#f-file", file)
    for name, words in WORDS.items():
        page.fill(f"#f-new-{name}", words)
    page.check("[name=nobody]")
    goes_on(page, "form[enctype] button")
    expect(page.locator("[role=status]").first).to_be_visible()
    worked()
    page.goto(f"{base}{DESK}")
    goes_on(page, "form[action$='/published'] button")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[Site, str]]:
    """A campaign in two languages with a picture."""
    folder = tmp_path_factory.mktemp("gallery")
    with desk_site(folder) as (site, base):
        told_in_two(site)
        page = browser.new_page()
        come_in(page, invited("rima@example.org", Role.ORGANISER, site.campaign.id), "Rima")
        put_there(page, base, street(folder))
        page.close()
        yield site, base


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_stands_under_the_demand_in_a_place_that_was_kept(
    browser: Browser, gallery: tuple[Site, str], language: str, width: int
) -> None:
    _, base = gallery
    page = browser.new_page(viewport={"width": width, "height": 800})
    held: list[str] = []
    page.route("**/pictures/*.jpg", lambda route: held.append(route.request.url) or route.abort())
    page.goto(f"{base}/{language}/{SLUG}")
    before = page.evaluate(PLACE)
    page.unroute("**/pictures/*.jpg")
    page.reload()
    page.locator(".picture img").scroll_into_view_if_needed()
    until(page, LOADED)
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(PLACE) == before
    x, _, wide, high = before
    assert wide >= min(width, 700) * 0.8
    assert abs(high - wide * 900 / 1440) <= 1
    assert x >= 0
    assert x + wide <= width
    assert page.get_attribute(".picture img", "alt") == WORDS[f"alternative-{language}"]
    assert page.inner_text(".picture figcaption") == WORDS[f"credit-{language}"]
    demand = page.evaluate("document.querySelector('.demand').getBoundingClientRect().bottom")
    assert before[1] >= demand
    page.close()


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_its_page_at_the_desk(browser: Browser, gallery: tuple[Site, str], language: str) -> None:
    site, base = gallery
    page = speaking(browser, base, language, Role.ORGANISER, site.campaign.id, name="Lina")
    page.goto(f"{base}{DESK}")
    page.locator("details:not(.nouns *)").first.evaluate("details => { details.open = true }")
    assert faults(page) == []
    page.close()
