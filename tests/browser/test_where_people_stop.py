"""Where people stop: a step's button is in view, Sign and the total always are, and nothing lies under them.

See architecture.md, The look.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.pressing import goes_on
from tests.browser.stage import Stage
from tests.browser.states import STATES, Visitor

SMALLEST = {"width": 320, "height": 568}
WIDTHS = {320: 568, 390: 844, 719: 900, 720: 900, 1023: 768, 1024: 700, 1280: 800, 1281: 1200}
BUTTONS = {
    "confirm": "form[action$=confirmation] button",
    "confirm, long words": "form[action$=confirmation] button",
    "withdraw?": "form[action$=withdrawal] button",
    "withdraw?, long words": "form[action$=withdrawal] button",
    "updates": "main form button",
    "already confirmed": "a[href$=withdrawal]",
    "thanks, nobody at risk": ".ways",
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", BUTTONS)
def test_the_button_of_a_step_is_in_view_on_the_smallest_phone(
    visit: Callable[..., Page], stage: Stage, state: str, language: str
) -> None:
    page = visit(**SMALLEST)
    STATES[state](Visitor(page, stage, language))
    assert page.evaluate("scrollY") == 0
    sky = box(page, ".sky")
    assert (sky["y"], sky["height"]) == (0, 24)
    button = box(page, BUTTONS[state])
    seen = 48 if state == "thanks, nobody at risk" else button["height"]
    assert button["y"] + seen <= SMALLEST["height"]
    for words in page.locator(".demand .words").all():
        text = words.bounding_box()
        assert text is not None
        assert text["y"] > button["y"] + button["height"]
        assert words.evaluate("e => getComputedStyle(e).fontSize") == {"en": "20px", "ar": "23px"}[language]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("slug", ["demo", "long", "small"])
@pytest.mark.parametrize("width", WIDTHS)
def test_sign_and_the_total_are_in_view_wherever_one_reads(
    visit: Callable[..., Page], stage: Stage, width: int, slug: str, language: str
) -> None:
    page = visit(width=width, height=WIDTHS[width], java_script_enabled=False)
    page.goto(f"{stage.base}/{language}/{slug}")
    for at, seen in scrolled(page):
        # A line at the foot, or the form.
        assert seen["bars"] or seen["slip"] > 0, (at, seen)
        for bar in seen["bars"]:
            assert bar["bottom"] <= WIDTHS[width] + 0.5
            assert bar["height"] < (66 if width < 720 else 50)
            assert str(seen["total"]) in bar["digits"]
        # As the form comes it leaves the foot; the last of the form may be there when it comes back.
        at_the_foot = any(bar["bottom"] > WIDTHS[width] - 0.5 for bar in seen["bars"])
        assert not (at_the_foot and seen["slip"] > 66), (at, seen)
        assert seen["covered"] == 0, (at, seen)


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (720, 900), (1024, 600), (1280, 800)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_total_is_on_the_first_screen_beside_sign(
    visit: Callable[..., Page], stage: Stage, width: int, height: int, language: str
) -> None:
    page = visit(width=width, height=height, java_script_enabled=False)
    page.goto(f"{stage.base}/{language}/demo")
    beside = ".bar .so-far" if width < 1024 else ".slip .so-far"
    assert page.locator(beside).inner_text() == page.locator("#total").inner_text()
    shown = box(page, beside)
    assert 0 < shown["y"] < shown["y"] + shown["height"] <= height


def scrolled(page: Page) -> Any:
    """What is in view all the way down: whole bars, how much of the slip, and what of slip and footer they cover."""
    return page.evaluate(
        """() => {
          const box = (e) => e.getBoundingClientRect();
          const digits = (e) => e.textContent.replace(/[٠-٩]/g, d => "٠١٢٣٤٥٦٧٨٩".indexOf(d));
          const cover = (a, b) => Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
            * Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left));
          const end = document.documentElement.scrollHeight - innerHeight, found = [];
          for (let at = 0; at < end + 61; at += 61) {
            scrollTo(0, at);
            const all = [...document.querySelectorAll(".bar, .line")].filter(e => e.offsetHeight).map(e => [e, box(e)]);
            const within = all.filter(([e, b]) => b.top >= 0 && b.bottom <= innerHeight + .5);
            const slip = box(document.querySelector(".slip")), footer = box(document.querySelector("footer"));
            found.push([scrollY, {
              bars: within.map(([e, b]) => ({bottom: b.bottom, height: b.height, digits: digits(e)})),
              slip: Math.max(0, Math.min(slip.bottom, innerHeight) - Math.max(slip.top, 0)),
              covered: Math.round(all.reduce((sum, [e, b]) => sum + cover(b, slip) + cover(b, footer), 0)),
              total: digits(document.getElementById("total")),
            }]);
          }
          return found;
        }"""
    )


@pytest.mark.parametrize(("width", "height"), [(320, 568), (720, 600), (1280, 720)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_has_the_focus_is_never_under_the_bar(
    visit: Callable[..., Page], stage: Stage, width: int, height: int, language: str
) -> None:
    page = visit(width=width, height=height)
    page.goto(f"{stage.base}/{language}/demo")
    for _ in range(30):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const it = document.activeElement, seen = it.getBoundingClientRect();
              if (it.closest(".bar, .line") || it === document.body) return false;
              return [...document.querySelectorAll(".bar, .line")].some(bar => {
                const b = bar.getBoundingClientRect();
                return b.height && seen.bottom > b.top && seen.top < b.bottom
                  && seen.right > b.left && seen.left < b.right;
              });
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize(("slug", "words"), [("paused", "paused"), ("closed", "closed")])
def test_what_hinders_signing_stands_above_the_headline(
    visit: Callable[..., Page], stage: Stage, slug: str, words: str
) -> None:
    page = visit(**SMALLEST)
    page.goto(f"{stage.base}/en/{slug}")
    assert words in page.locator(".notice").inner_text()
    assert box(page, ".notice")["y"] < box(page, "h1")["y"]
    assert page.locator(".bar, .line").count() == 0


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(state, marks=[pytest.mark.full] if number % 3 else [])
        for number, state in enumerate(sorted(set(STATES) - {"mail folder"}))
    ],
)
def test_the_other_language_stands_in_the_first_row_and_leads_to_the_same_page(
    visit: Callable[..., Page], stage: Stage, state: str
) -> None:
    page = visit(**SMALLEST)
    STATES[state](Visitor(page, stage, "en"))
    assert box(page, ".top .languages")["y"] < box(page, "h1")["y"]
    several = page.locator(".top .languages summary")
    if several.count():
        assert several.inner_text() == "English"
        several.click()
    switch = page.locator(".top .languages a", has_text="العربية")
    assert switch.count() == 1
    goes_on(page, switch)
    assert page.get_attribute("html", "lang") == "ar"
    assert page.locator("h1").count() == 1


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return dict(found)
