"""Whoever enlarges, chooses her own colours or spacing, or has no mouse reads and signs all the same (WCAG 2.2 AA)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from campaign.lib.languages import LANGUAGES as ALL_LANGUAGES
from tests.browser.pressing import sends
from tests.browser.stage import Stage, somebody
from tests.browser.states import STATES, Visitor

LANGUAGES = ("en", "ar", "zh", "de", "fa")
LOOKED_AT = (
    "first signature",
    "form error",
    "confirm",
    "withdraw?",
    "tally, with what was removed",
    "privacy",
)
# Of a screen of 1280 by 1024, enlarged four times.
ZOOMED = {"width": 320, "height": 256}
# 1.4.12, as it words it.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
# Whose words don't fit into their own box, where that cuts them off.
CUT = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each);
  if (each.closest(".trap, .scroll, svg, option") || !each.offsetParent || style.clipPath !== "none") return false;
  const cuts = style.overflowX !== "visible" || style.overflowY !== "visible";
  return cuts && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML.slice(0, 200))"""
# By a border of ours, or as a browser draws what is left to it.
LINED = """part => {
  const style = getComputedStyle(part), sides = ["Top", "Bottom", "Left", "Right"];
  const isTheBrowsers = part.type === "checkbox" && style.appearance === "auto";
  return isTheBrowsers || sides.some(side => parseFloat(style[`border${side}Width`]) > 0);
}"""
SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const isLined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return box.bottom > 0 && box.top < innerHeight && isLined;
}"""


def wide(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", LOOKED_AT)
def test_enlarged_four_times_it_is_read_in_one_column(
    visit: Callable[..., Page], stage: Stage, state: str, language: str
) -> None:
    page = visit(**ZOOMED)
    STATES[state](Visitor(page, stage, language))
    assert wide(page) == ZOOMED["width"]
    covered = page.evaluate(
        "[...document.querySelectorAll('.bar, .line')].map(bar => bar.getBoundingClientRect().height)"
    )
    assert all(height <= ZOOMED["height"] / 3 for height in covered), covered


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", LOOKED_AT)
def test_with_more_space_between_letters_words_and_lines_nothing_is_cut_off(
    visit: Callable[..., Page], stage: Stage, state: str, width: int, language: str
) -> None:
    page = visit(width=width, bypass_csp=True)
    STATES[state](Visitor(page, stage, language))
    page.add_style_tag(content=SPACED)
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).letterSpacing") != "normal"
    assert wide(page) == width
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_on_the_smallest_phone_no_table_leaves_its_column(
    visit: Callable[..., Page], stage: Stage, language: str
) -> None:
    page = visit(width=320)
    STATES["tally, with what was removed"](Visitor(page, stage, language))
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    wider = page.evaluate(
        "[...document.querySelectorAll('main table')].filter(each => each.scrollWidth > each.parentNode.clientWidth + 1"
        " || each.getBoundingClientRect().right > 301 || each.getBoundingClientRect().left < 19).map(each => each.id)"
    )
    assert wider == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_colours_of_the_readers_own_every_part_of_the_form_has_a_line_around_it(
    visit: Callable[..., Page], stage: Stage, scheme: Any
) -> None:
    page = visit()
    STATES["form error"](Visitor(page, stage, "en"))
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for part in ("#f-name", "#f-email", "#f-country", "#f-consent", ".slip form > button", ".summary"):
        assert (part, page.locator(part).evaluate(LINED)) == (part, True)
        ground, ink = page.locator(part).evaluate(
            "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
        )
        assert ground != ink
    page.check("#f-consent")
    expect(page.locator("#f-consent")).to_be_checked()


@pytest.mark.parametrize("state", ["first signature", "tally, with what was removed"])
def test_in_colours_of_the_readers_own_the_horizon_is_still_drawn(
    visit: Callable[..., Page], stage: Stage, state: str
) -> None:
    page = visit()
    STATES[state](Visitor(page, stage, "en"))
    drawn = ".horizon" if state == "first signature" else ".share rect"
    page.emulate_media(forced_colors="active", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    colours = page.eval_on_selector_all(
        f"{drawn} rect, {drawn}", "all => all.map(e => getComputedStyle(e).fill)"
    )
    assert colours
    assert any(colour not in (ground, "none") for colour in colours)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_by_keys_alone_from_the_first_link_to_the_signature(
    visit: Callable[..., Page], stage: Stage, language: str
) -> None:
    page = visit(width=390, height=844)
    person = somebody("open", language)
    visitor = Visitor(page, stage, language)
    visitor.opens("/open")
    typed = {"f-name": person.name, "f-email": person.email, "f-updates": "", "f-consent": " "}
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if name in typed:
            page.keyboard.type(typed[name])
        elif (
            page.evaluate("document.activeElement.closest('.country, .search, .field')") and "country" in name
        ):
            chooses_france(page)
        if page.evaluate("document.activeElement.matches('form[action*=submissions] > button')"):
            break
    assert page.locator("#f-country").input_value() == "FR"
    expect(page.locator("#f-consent")).to_be_checked()
    visitor.ages()
    sends(page)
    expect(page.locator(".address bdi").first).to_have_text(person.email)
    page.goto(stage.base + path_behind(stage, person.email))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('form[action$=confirmation] button')"):
            break
    sends(page)
    expect(page.locator("h1")).to_have_text(
        {"en": "Thank you. Your signature is confirmed.", "ar": "شكراً لكم. تم تأكيد توقيعكم."}[language]
    )


def chooses_france(page: Page) -> None:
    """By the arrow: Playwright has no keys of other scripts than Latin."""
    for _ in range(300):
        page.keyboard.press("ArrowDown")
        if page.locator("#f-country").input_value() == "FR":
            return
    pytest.fail("the list has no France")


def path_behind(stage: Stage, address: str) -> str:
    letter = next(letter for letter in stage.site.deliver() if letter.to == address)
    return letter.link.removeprefix(stage.site.settings.base_url)
