"""Each state of a page, in three scripts: accessible light and dark, never wider than the screen, silent."""

from typing import Any
from zlib import crc32

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import BrowserContext, Page

from campaign.lib.languages import LANGUAGES, direction
from tests import choosing
from tests.browser.stage import Stage
from tests.browser.states import STATES, Visitor

WIDTHS = (320, 390, 1280)
AXE = AXE_FILE_PATH.read_text()
# Hundreds of options are one list of names: looking at each of them takes most of the time and finds nothing.
RUN = """async rules => {
    const found = await axe.run({exclude: [['option']]}, rules);
    return found.violations.map(one => [one.id, one.nodes.map(node => node.html)]);
}"""
# Where nothing is wrong it writes nothing down, which is most of its time.
BRIEFLY = {"resultTypes": ["violations"], "selectors": False}
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], **BRIEFLY}
CONTRAST = {"runOnly": ["color-contrast"], **BRIEFLY}


@pytest.fixture(scope="module")
def context(browser: Any, stage: Stage) -> Any:
    """One for all, since nothing is kept in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.new_page().goto(f"{stage.base}/en/open")  # stays, so that others begin in its process
    yield context
    context.close()


# `make test` looks at each state in one of the languages by turns, `make test-all` in all three. The mail folder is
# in the languages of the desk alone.
IN_TURN = [
    pytest.param(state, language, marks=[] if (number + place) % 3 == 0 else [pytest.mark.full])
    for number, state in enumerate(STATES)
    for place, language in enumerate(("en", "ar", "zh"))
    if (state, language) != ("mail folder", "zh")
]


@pytest.mark.parametrize(("state", "language"), IN_TURN)
def test_a_state(context: BrowserContext, stage: Stage, state: str, language: str) -> None:
    page, said = context.new_page(), []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    STATES[state](Visitor(page, stage, language))
    # Of answers like 422 Chromium writes itself.
    assert [
        line for line in said if not line.startswith("Failed to load resource: the server responded")
    ] == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        LANGUAGES[language].tag,
        direction(language),
    ]
    assert axe_says(page) == []
    assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)
    page.close()


def axe_says(page: Page) -> list[Any]:
    """What is wrong with a page in light and in dark; `make test` looks in one, as its language and title have it."""
    page.evaluate(AXE)
    schemes: list[Any] = ["light", "dark"]
    if not choosing.looks_at_all:
        told = page.evaluate("document.documentElement.lang + document.title")
        schemes = [schemes[crc32(told.encode()) % 2]]
    wrong: list[Any] = []
    for rules, scheme in zip((ALL, CONTRAST), schemes, strict=False):
        page.emulate_media(color_scheme=scheme)
        wrong += page.evaluate(RUN, rules)
    return wrong


def scroll_width(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 720})
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found
