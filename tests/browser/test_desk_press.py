"""The press in a real browser: an answer from the desk to the public page, in both languages, narrow and wide."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from tests.browser.desk import come_in, desk_site, faults, invited
from tests.browser.test_desk_letters import spoken
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count

DESK = f"/desk/campaigns/{SLUG}"
ARABIC = {
    "language": "ar", "headline": "سماء بلا قنابل", "place": "نيويورك", "day": date(2016, 9, 24),
    "demand": "نطلب من الدول الأعضاء حماية المدنيين.", "body": "قُصفت المشافي.\n\nنطلب التحرك.",
}  # fmt: skip


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A campaign in two languages that thirty signed."""
    with desk_site(tmp_path_factory.mktemp("press")) as (site, base):
        releases.take_in(slug=SLUG, kind=None, corrected={}, **ARABIC)  # type: ignore[arg-type]  # as typed
        releases.publish_drafts(slug=SLUG)
        count(site, FOUR)
        yield site, base


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_a_journalists_question_is_answered(
    browser: Browser, newsroom: tuple[Site, str], javascript: bool, width: int
) -> None:
    site, base = newsroom
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"rima{width}@example.org", Role.ORGANISER, site.campaign.id), "Rima")
    page.goto(f"{base}{DESK}/press")
    page.click("a.row[href$='/answers/en/paying']")
    page.fill("[name=words]", f"Our members, {width} of them. {{total}} have signed.")
    page.click("form[action*='/answers/en/paying#'] button")
    page.click("form[action*='/published'] button >> nth=0")
    page.goto(f"{base}/en/{SLUG}")
    page.click(f"a[href='/en/{SLUG}/press']")
    assert f"Our members, {width} of them. 30 have signed." in page.inner_text("#answers")
    drawn = page.evaluate("document.querySelector('img.drawn').naturalWidth")
    assert drawn == 1200
    with page.expect_download() as download:
        page.click("a[href$='release.txt']")
    assert download.value.suggested_filename == "release.txt"
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_is_clean_in_both_schemes_and_widths(
    browser: Browser, newsroom: tuple[Site, str], language: str
) -> None:
    site, base = newsroom
    page = browser.new_page()
    come_in(page, invited(f"noor-{language}@example.org", Role.ORGANISER, site.campaign.id), "Noor")
    page.goto(f"{base}/desk/account")
    spoken(page, language)
    found: dict[str, Any] = {}
    for path in (f"{DESK}/press", f"{DESK}/press/answers/{language}/exact", f"/{language}/{SLUG}/press"):
        found[path] = looked_at(page, base + path, language)
    page.close()
    assert {path: each for path, each in found.items() if each} == {}


def looked_at(page: Page, address: str, language: str) -> list[Any]:
    """What is wrong with a page that is in this language."""
    page.goto(address)
    assert page.get_attribute("html", "lang") == language
    return faults(page)
