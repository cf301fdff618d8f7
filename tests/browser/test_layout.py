"""The look of a page: the sky and its horizon, the slip, the bar on phones, the printed page.

See architecture.md, The look.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pressing import goes_on, until
from tests.browser.stage import Stage

PHONE = {"width": 390, "height": 844}


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found is not None, selector
    return found


@pytest.mark.parametrize(("height", "sky"), [(320, 72), (720, 129.6), (1400, 200)])
def test_the_sky_is_closed_by_the_horizon(
    visit: Callable[..., Page], stage: Stage, height: int, sky: float
) -> None:
    page = visit(height=height)
    page.goto(f"{stage.base}/en/reached")
    assert box(page, ".sky") == pytest.approx({"x": 0, "y": 0, "width": 1280, "height": sky}, abs=0.1)
    horizon = box(page, ".horizon")
    assert (horizon["width"], horizon["height"]) == (1280, 5)
    assert horizon["y"] < sky < horizon["y"] + 5


@pytest.mark.parametrize(("slug", "share"), [("first", 0), ("open", 1), ("demo", 12), ("reached", 1000)])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_horizon_shows_the_share_of_the_goal_from_where_reading_begins(
    visit: Callable[..., Page], stage: Stage, slug: str, share: int, language: str
) -> None:
    page = visit(width=1000)
    page.goto(f"{stage.base}/{language}/{slug}")
    reached = page.evaluate("document.getElementById('reached').getBoundingClientRect().toJSON()")
    assert reached["width"] == pytest.approx(share, abs=0.01)
    if share:
        begins = {"en": reached["left"], "ar": 1000 - reached["right"]}[language]
        assert begins == pytest.approx(0, abs=0.01)


def test_the_total_is_the_only_huge_numeral(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/reached")
    sizes = page.eval_on_selector_all(
        "main *", "all => all.map(e => [parseFloat(getComputedStyle(e).fontSize), e.id])"
    )
    assert [id for size, id in sizes if size > 52] == ["total"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_bar_is_there_while_reading_and_gone_at_the_form(
    visit: Callable[..., Page], stage: Stage, language: str
) -> None:
    page = visit(**PHONE, java_script_enabled=False)
    page.goto(f"{stage.base}/{language}/demo")
    bar = box(page, ".bar")
    assert (bar["x"], bar["width"], bar["y"] + bar["height"]) == (0, 390, 844)
    goes_on(page, ".bar a")
    expect(page.locator("#f-name")).to_be_in_viewport()
    expect(page.locator(".bar")).not_to_be_in_viewport()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_slip_hides_none_of_its_fields(visit: Callable[..., Page], stage: Stage, language: str) -> None:
    page = visit(height=720, java_script_enabled=False)
    page.goto(f"{stage.base}/{language}/demo")
    for part in (".slip", ".slip form", ".slip .paper"):
        hidden = page.locator(part).evaluate("e => e.scrollHeight - e.clientHeight")
        assert (part, hidden) == (part, 0)
    button = box(page, ".slip button")
    assert box(page, "#f-consent")["y"] < button["y"]
    assert button["y"] + button["height"] < box(page, ".slip")["y"] + box(page, ".slip")["height"]


def test_on_a_tall_screen_the_whole_slip_stays_beside_the_text(
    visit: Callable[..., Page], stage: Stage
) -> None:
    page = visit(height=1200, java_script_enabled=False)
    page.goto(f"{stage.base}/en/demo")
    text = box(page, "article")
    page.mouse.move(text["x"] + 200, 400)
    page.mouse.wheel(0, 5000)
    until(page, "scrollY + innerHeight > document.documentElement.scrollHeight - 2")
    expect(page.locator(".slip button")).to_be_in_viewport(ratio=1)
    expect(page.locator("#f-consent")).to_be_in_viewport(ratio=1)


def test_text_and_slip_stand_in_their_columns(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    for language in ("en", "ar"):
        page.goto(f"{stage.base}/{language}/demo")
        text, slip = box(page, "article"), box(page, ".slip")
        first, second = (text, slip) if language == "en" else (slip, text)
        assert first["x"] + first["width"] + 100 < second["x"]
        assert second["x"] + second["width"] < 1280
        ltr = page.locator("#f-email").evaluate("e => getComputedStyle(e).direction")
        assert ltr == "ltr"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_one_tap_selects_a_whole_command(visit: Callable[..., Page], stage: Stage, language: str) -> None:
    page = visit(width=320)
    page.goto(f"{stage.base}/{language}/grown/verify")
    command = page.locator("#check").inner_text()
    page.locator("#check code").click()
    until(page, "getSelection().toString() !== ''")
    assert page.evaluate("getSelection().toString()") == command
    assert command.split(" ")[:2] == ["python3", "verify.py"]


def test_in_arabic_time_runs_as_reading_does(visit: Callable[..., Page], stage: Stage) -> None:
    begins = {}
    for language in ("en", "ar"):
        page = visit()
        page.goto(f"{stage.base}/{language}/grown/verify")
        figure, first = box(page, ".growth svg"), box(page, ".growth figcaption span:first-child")
        lowest = page.eval_on_selector(
            ".growth polyline", "e => e.getPointAtLength(0).matrixTransform(e.getScreenCTM()).x"
        )
        left = abs(lowest - figure["x"]) < 2
        begins[language] = left, abs(first["x"] - figure["x"]) < 2
    assert begins == {"en": (True, True), "ar": (False, False)}


def test_printed_it_has_neither_sky_nor_form_but_its_address(
    visit: Callable[..., Page], stage: Stage
) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/demo")
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    for gone in (".sky", ".horizon", ".slip", ".bar", ".jump", ".languages"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".printed")).to_have_text(f"{stage.site.settings.base_url}/en/demo")
    for kept in ("h1", ".demand", "#total", ".release"):
        expect(page.locator(kept)).to_be_visible()
    code = box(page, ".printed svg")
    assert code["width"] == code["height"] == pytest.approx(83.1, abs=0.5)  # 22 mm


@pytest.mark.parametrize("path", ["en/grown/tally", "ar/grown/verify"])
def test_printed_figures_lead_back_to_their_page(visit: Callable[..., Page], stage: Stage, path: str) -> None:
    page = visit()
    page.goto(f"{stage.base}/{path}")
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_have_text(f"{stage.site.settings.base_url}/{path}")
    assert box(page, ".printed svg")["width"] == pytest.approx(83.1, abs=0.5)  # 22 mm


def test_printed_a_sum_stands_once_and_a_chart_stays_with_its_heading(
    visit: Callable[..., Page], stage: Stage
) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/grown/verify")
    page.emulate_media(media="print")
    style = "(e, name) => getComputedStyle(e)[name]"
    assert page.eval_on_selector("tfoot", style, "display") == "table-row-group"
    assert page.eval_on_selector(".growth", style, "breakInside") == "avoid"
    assert page.eval_on_selector("section > h2", style, "breakAfter") == "avoid"


def test_the_curve_is_filled_below_its_line(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/grown/verify")
    points = page.get_attribute(".growth polygon", "points")
    line = page.get_attribute(".growth polyline", "points")
    assert points == f"0,200 {line} 1000,200"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_country_of_the_tally_has_a_bar_and_the_sky_its_horizon(
    visit: Callable[..., Page], stage: Stage, language: str
) -> None:
    page = visit(width=1000)
    page.goto(f"{stage.base}/{language}/reached/tally")
    lengths = page.eval_on_selector_all(
        "tbody tr:not(.rest)",
        "rows => rows.map(row => row.querySelector('.share rect + rect').getAttribute('width'))",
    )
    assert lengths[0] == "1000"
    assert len(lengths) == page.locator("tbody tr:not(.rest)").count()
    assert page.get_attribute("#reached", "width") == "1000"


def test_a_draft_shows_its_form_and_sends_nothing(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/p/{stage.preview}")
    page.fill("#f-name", "A. B.")
    page.press("#f-name", "Enter")
    expect(page.locator(".slip button")).to_be_disabled()
    assert page.url == f"{stage.base}/en/p/{stage.preview}"
    expect(page.locator("#unsent")).to_be_visible()
