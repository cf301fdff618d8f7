"""On a line of 250 kbit/s with 300 ms to the site the text is there in two seconds, and nothing moves then.

How long that takes is reckoned from what the browser has to have before it draws: how fast a machine draws it says how
busy that machine is. That it needs nothing else is tried by keeping everything else from it.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Running
from tests.browser.pressing import until
from tests.browser.test_pictures import LOADED, gallery
from tests.cast import SLUG, Site

__all__ = ["gallery"]

ROUND = 0.3  # seconds there and back
BYTES = 250_000 / 8  # in a second
LINE = {"offline": False, "latency": 1000 * ROUND, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
WITHIN = 2.0
HANDSHAKES = 2 * ROUND  # TCP and TLS 1.3
MOST_BYTES = 30 * 1024
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
SHIFTS = """new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
  .observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""
# [the page, its style]: bytes over the line of each that it can't be drawn without.
BLOCKING = """[performance.getEntriesByType("navigation")[0],
  ...performance.getEntriesByType("resource").filter(one => one.renderBlockingStatus === "blocking")]
  .map(one => one.transferSize)"""


def slow(page: Page) -> list[int]:
    """Give a page such a line, and no cache; the sizes of what comes over it."""
    wire, sizes = page.context.new_cdp_session(page), list[int]()
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    return sizes


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_text_is_read_in_two_seconds(visit: Callable[..., Page], running: Running, language: str) -> None:
    page = visit(width=390, height=844)
    sizes, held = slow(page), list[Route]()
    page.route("**/*.js*", lambda route: held.append(route))
    page.goto(f"{running.base}/{language}/demo", wait_until="commit")
    until(page, PAINTED)
    expect(page.locator(".demand .words").first).to_be_visible()
    needed = page.evaluate(BLOCKING)
    assert len(needed) == 2
    assert HANDSHAKES + sum(ROUND + size / BYTES for size in needed) <= WITHIN
    for each in held:
        each.continue_()
    until(page, lambda: len(sizes) == 3)  # with the program, which came last
    assert 3_000 < sum(sizes) <= MOST_BYTES
    assert page.evaluate(SHIFTS) == 0


def test_the_picture_comes_after_the_text_in_a_place_that_was_kept(
    visit: Callable[..., Page], gallery: tuple[Site, str]
) -> None:
    _, base = gallery
    page, held = visit(width=390, height=844), list[Route]()
    slow(page)
    page.route("**/pictures/*.jpg", lambda route: held.append(route))
    page.goto(f"{base}/en/{SLUG}", wait_until="commit")
    until(page, PAINTED)
    expect(page.locator(".demand .words").first).to_be_visible()
    page.locator(".picture img").scroll_into_view_if_needed()
    until(page, lambda: held)
    assert not page.evaluate(LOADED)
    for each in held:
        each.continue_()
    until(page, LOADED)
    assert page.evaluate(SHIFTS) == 0
