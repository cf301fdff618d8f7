"""The form in a browser: what goes wrong is said where one looks, nothing typed is lost, keys suffice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pressing import goes_on, sends
from tests.browser.stage import Stage
from tests.browser.states import STATES, Visitor

PHONE = {"width": 390, "height": 844}
ORDER = ["f-name", "f-email", "f-country", "f-updates", "f-consent", ""]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_after_a_mistake_the_summary_is_seen_and_has_the_focus(
    visit: Callable[..., Page], stage: Stage, language: str, scripts: bool
) -> None:
    page = visit(**PHONE, java_script_enabled=scripts)
    page.goto(f"{stage.base}/{language}/open")
    page.fill("#f-name", "A. B.")
    goes_on(page, "form[action*=submissions] button")
    expect(page.locator("#answer")).to_be_in_viewport()
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#f-name")).to_have_value("A. B.")
    expect(page.locator(".summary li")).to_have_count(3)
    page.click(".summary li:first-child a")
    expect(page.locator("#f-email")).to_be_focused()


def test_each_field_says_what_is_wrong_with_it(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    STATES["form error"](Visitor(page, stage, "en"))
    said = {
        "name": "Enter your name or your initials.",
        "email": "Enter an email address like name@example.org.",
        "country": "Choose where you live, or “I prefer not to say”.",
        "consent": "To sign, tick the box. We may not store your signature without it.",
    }
    assert page.locator(".summary li").all_inner_texts() == list(said.values())
    assert (
        page.locator(".summary p").inner_text()
        == "Not signed yet. 4 things to correct. What you typed is still here."
    )
    for name, sentence in said.items():
        field = page.locator(f"#f-{name}")
        assert field.get_attribute("aria-invalid") == "true"
        described = (field.get_attribute("aria-describedby") or "").split()
        assert page.locator(f"#{described[0]}").inner_text() == sentence


def test_a_slip_in_the_address_is_asked_about_once(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    visitor = Visitor(page, stage, "en")
    STATES["did you mean"](visitor)
    asked = "Did you mean nour@gmail.com?"
    expect(page.locator("#f-email-error")).to_have_text(asked)
    visitor.ages()
    visitor.sends()
    expect(page.locator("h1")).to_have_text("One step left: open your email")
    expect(page.locator(".address bdi").first).to_have_text("nour@gmial.com")


@pytest.mark.parametrize(
    ("button", "address"), [("Yes, use", "nour@gmail.com"), ("No, use", "nour@gmial.com")]
)
def test_two_buttons_answer_what_was_asked(
    visit: Callable[..., Page], stage: Stage, button: str, address: str
) -> None:
    page = visit()
    visitor = Visitor(page, stage, "en")
    STATES["did you mean"](visitor)
    visitor.ages()
    goes_on(page, page.locator(".answers button", has_text=button))
    expect(page.locator("h1")).to_have_text("One step left: open your email")
    expect(page.locator(".address bdi").first).to_have_text(address)


def test_enter_in_a_field_answers_nothing(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    visitor = Visitor(page, stage, "en")
    STATES["did you mean"](visitor)
    visitor.ages()
    page.focus("#f-name")
    sends(page)
    expect(page.locator(".address bdi").first).to_have_text("nour@gmial.com")


def test_the_correcting_form_replaces_the_entry_even_after_a_mistake(
    visit: Callable[..., Page], stage: Stage
) -> None:
    page = visit()
    visitor = Visitor(page, stage, "en")
    visitor.signs()
    page.fill("#f-email", "nobody@")
    visitor.sends()
    expect(page.locator("#f-email-error")).to_have_text("Enter an email address like name@example.org.")
    replaces = page.locator("input[name=replaces]").get_attribute("value")
    assert replaces
    page.fill("#f-email", "mended@example.org")
    visitor.sends()
    expect(page.locator(".address bdi").first).to_have_text("mended@example.org")


def test_keys_go_through_the_form_in_its_order(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    page.focus("#f-name")
    reached = []
    for _ in ORDER:
        reached.append(page.evaluate("document.activeElement.id"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Tab")
    assert reached == ORDER


def test_browsers_can_fill_it_in(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    names = page.eval_on_selector_all("form [name]", "all => all.map(e => [e.name, e.type, e.autocomplete])")
    assert names == [
        ["token", "hidden", ""],
        ["text", "hidden", ""],
        ["name", "text", "name"],
        ["email", "email", "email"],
        ["country", "select-one", "country"],
        ["website", "text", "off"],
        ["updates", "checkbox", ""],
        ["consent", "checkbox", ""],
    ]


def test_the_total_follows_the_count_while_it_is_looked_at(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.clock.install()
    page.route("**/tally.json", lambda route: route.fulfill(json={"total": 1234}))
    page.goto(f"{stage.base}/ar/demo")
    expect(page.locator("#total")).to_have_text("١٢")
    page.clock.run_for(21_000)
    expect(page.locator("#total")).to_have_text("١٬٢٣٤")
    expect(page.locator("#reached")).to_have_attribute("width", "1000")
