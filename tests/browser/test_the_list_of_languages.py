"""The list of languages opens within the page, whatever the direction of the reader's language and of the release."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from campaign.lib.languages import LANGUAGES
from tests.browser.stage import Stage

PLACES = """() => {
  const list = document.querySelector(".languages ul").getBoundingClientRect();
  return [list.left, innerWidth - list.right, innerWidth - document.documentElement.scrollWidth];
}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_part_of_it_is_out_of_the_window(
    visit: Callable[..., Page], stage: Stage, code: str, width: int
) -> None:
    page = visit(width=width)
    for path in ("/reached", "/reached/tally"):
        page.goto(f"{stage.base}/{code}{path}")
        page.click(".languages summary")
        expect(page.locator(".languages[open] ul, .languages details[open] ul")).to_be_visible()
        assert [side < 0 for side in page.evaluate(PLACES)] == [False] * 3, path
