"""The press in a real browser: an answer from the desk to the public page, in both languages, narrow and wide."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser
from pyrage.x25519 import Identity

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.vault import actions as vault
from tests.browser.desk import BY_HALVES, Looks, come_in, desk_site, faults, invited, speaking
from tests.browser.pressing import goes_on, until
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count

DESK = f"/desk/campaigns/{SLUG}"
ARABIC = {
    "language": "ar", "headline": "سماء بلا قنابل", "place": "نيويورك", "day": date(2016, 9, 24),
    "demand": "نطلب من الدول الأعضاء حماية المدنيين.", "body": "قُصفت المشافي.\n\nنطلب التحرك.",
}  # fmt: skip


def told_in_two(site: Site) -> None:
    """Its text in Arabic too, and thirty who signed."""
    releases.take_in(slug=SLUG, kind=None, corrected={}, **ARABIC)  # type: ignore[arg-type]  # as typed
    releases.publish_drafts(slug=SLUG)
    count(site, FOUR)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A campaign in two languages that thirty signed."""
    with desk_site(tmp_path_factory.mktemp("press")) as (site, base):
        told_in_two(site)
        yield site, base


@pytest.mark.long
@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_a_journalists_question_is_answered(
    browser: Browser, newsroom: tuple[Site, str], javascript: bool, width: int
) -> None:
    site, base = newsroom
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"rima{width}@example.org", Role.ORGANISER, site.campaign.id), "Rima")
    page.goto(f"{base}{DESK}/press")
    goes_on(page, "a.row[href$='/answers/en/paying']")
    page.fill("[name=words]", f"Our members, {width} of them. {{total}} have signed.")
    goes_on(page, "form[action*='/answers/en/paying#'] button")
    goes_on(page, "form[action*='/published'] button >> nth=0")
    page.goto(f"{base}/en/{SLUG}")
    goes_on(page, f"a[href='/en/{SLUG}/press']")
    assert f"Our members, {width} of them. 30 have signed." in page.inner_text("#answers")
    page.locator("img.drawn").scroll_into_view_if_needed()
    until(page, "document.querySelector('img.drawn').naturalWidth === 1200")
    with page.expect_download() as download:
        page.click("a[href$='release.txt']")
    assert download.value.suggested_filename == "release.txt"
    context.close()


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_is_clean_in_both_schemes_and_widths(
    browser: Browser, newsroom: tuple[Site, str], language: str, half: int
) -> None:
    site, base = newsroom
    page = speaking(browser, base, language, Role.ORGANISER, site.campaign.id, name=f"Noor{half}")
    paths = (f"{DESK}/press", f"{DESK}/press/answers/{language}/exact", f"/{language}/{SLUG}/press")
    looks = Looks(half)
    for path in paths:
        looks.in_language(page, base + path, language)
    page.close()
    assert looks.wrong == {}


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """The same once it is closed."""
    with desk_site(tmp_path_factory.mktemp("over")) as (site, base):
        told_in_two(site)
        for name in ("a-second-holder-with-a-long-name", "noor"):
            vault.add(name=name, recipient=str(Identity.generate().to_public()))
        releases.close_campaign(slug=SLUG)
        site.number()
        yield site, base


@pytest.mark.long
@pytest.mark.parametrize(("javascript", "width", "holder"), [(True, 1280, 1), (False, 320, 2)])
def test_the_end_from_the_outcome_to_the_last_copy(
    browser: Browser, over: tuple[Site, str], javascript: bool, width: int, holder: int
) -> None:
    site, base = over
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"rima{width}@example.org", Role.OWNER, site.campaign.id), "Rima")
    page.goto(f"{base}{DESK}/end")
    goes_on(page, f"a[href='{DESK}/end/outcome']")
    page.fill("[name=words-en]", f"The Council met after {width} days.")
    goes_on(page, "form[action*='/end/outcome#'] button")
    goes_on(page, "form[action*='/outcome/published'] button >> nth=0")
    page.goto(f"{base}{DESK}/end/report")
    publish = page.locator("button", has_text="Publish these figures")
    if publish.count():  # once: the second time these are public
        goes_on(page, publish)
    page.goto(f"{base}/en/{SLUG}/report")
    assert f"The Council met after {width} days." in page.inner_text("#outcome")
    page.goto(f"{base}{DESK}/end")
    goes_on(page, f"form[action$='/end/holders/{holder}'] button")
    page.goto(page.inner_text("#link").strip().replace("127.0.0.1", "localhost"))
    assert page.inner_text("h1") == "Have you deleted your copies?"
    assert not javascript or faults(page) == []
    goes_on(page, "main form button")
    assert page.inner_text("h1") == "Thank you. It is noted."
    assert not javascript or faults(page) == []
    page.goto(f"{base}{DESK}/end")
    assert page.locator(f"form[action$='/end/holders/{holder}'] button").count() == 0
    context.close()


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_of_the_end_is_clean_in_both_schemes_and_widths(
    browser: Browser, over: tuple[Site, str], language: str, half: int
) -> None:
    site, base = over
    page = speaking(browser, base, language, Role.OWNER, site.campaign.id, name=f"Noor{half}")
    looks = Looks(half)
    paths = (
        f"{DESK}/end",
        f"{DESK}/end/outcome",
        f"{DESK}/end/report",
        f"/{language}/{SLUG}",
        f"/{language}/{SLUG}/press",
    )
    for path in paths:
        looks.in_language(page, base + path, language)
    page.goto(f"{base}{DESK}/end/report")
    goes_on(page, "form[action*='/report/published'] button >> nth=0")
    looks.in_language(page, f"{base}/{language}/{SLUG}/report", language)
    page.close()
    assert looks.wrong == {}


def test_a_figure_stays_whole_on_the_smallest_phone(browser: Browser, over: tuple[Site, str]) -> None:
    site, base = over
    page = speaking(browser, base, "en", Role.OWNER, site.campaign.id, name="Mona")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{base}{DESK}/end/report")
    lines = page.evaluate("""() => {
      const rows = "<dl><dt>Missions that a letter was issued to</dt><dd>193</dd></dl>";
      document.querySelector(".looked-at").insertAdjacentHTML("beforeend", rows);
      const figure = document.querySelector(".looked-at dl:last-child dd");
      const range = document.createRange();
      range.selectNodeContents(figure);
      return range.getClientRects().length;
    }""")
    page.close()
    assert lines == 1
