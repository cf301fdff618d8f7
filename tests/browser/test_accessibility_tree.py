"""What a screen reader is told of form and tally: names, roles, order, and what is wrong with which field."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.stage import Stage
from tests.browser.states import STATES, Visitor

CONSENT = (
    "I agree that my name, email address, country and support for this demand are stored by Clear Skies "
    "Initiative, Rooftop Watch and Doctors of the Old City in order to count my signature. This reveals a "
    "political opinion. I can withdraw at any time."
)
FORM = f"""
- heading "Sign the demand" [level=2]
- textbox "Your name"
- textbox "Email address"
- combobox "Search by name or code"
- combobox "Where do you live now?"
- checkbox "Write to me about this campaign"
- checkbox "{CONSENT}"
- paragraph:
  - link "What happens to your data"
- button "Sign the demand"
"""
IN_ARABIC = """
- heading "التوقيع على المطلب" [level=2]
- textbox "الاسم"
- textbox "عنوان البريد الإلكتروني"
- combobox "أين تقيمون الآن؟"
- button
"""
TALLY = """
- main:
  - heading "The count by country" [level=1]
  - table "The count by country":
    - rowgroup:
      - row "Country or territory Signatures":
        - columnheader "Country or territory"
        - columnheader "Signatures"
    - rowgroup:
      - row /France \\d+/:
        - rowheader "France"
        - cell /\\d+/
  - figure:
    - img /The figures by country on a map/
  - heading "How the count grew" [level=2]
  - heading "What was removed, and why" [level=2]
  - table "What was removed, and why":
    - rowgroup:
      - row "Reason Signatures"
    - rowgroup:
      - row "Withdrawn by the signer 17":
        - rowheader "Withdrawn by the signer"
        - cell "17"
"""


def test_the_form_in_english_and_arabic(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    expect(page.get_by_role("region", name="Sign the demand")).to_match_aria_snapshot(FORM)
    page.goto(f"{stage.base}/ar/open")
    expect(page.get_by_role("region", name="التوقيع على المطلب")).to_match_aria_snapshot(IN_ARABIC)


def test_what_goes_with_each_field_is_read_after_its_name(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    form = page.locator("form[action*=submissions]")
    hints = {
        "Your name": "Only the organisers see it. Initials are enough.",
        "Email address": "We send one message to confirm. Never published.",
        "Where do you live now?": "So that each government learns how many people there signed.",
    }
    for name, hint in hints.items():
        expect(form.get_by_label(name, exact=True)).to_have_accessible_description(hint)
    for name in (*hints, CONSENT):
        assert form.get_by_label(name, exact=True).evaluate("e => e.required") is True


def test_after_a_mistake_each_field_is_invalid_and_says_why(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    STATES["form error"](Visitor(page, stage, "en"))
    expect(page.locator("#answer")).to_match_aria_snapshot(
        """
        - paragraph:
          - strong: Not signed yet. 4 things to correct. What you typed is still here.
        - list:
          - listitem:
            - link "Enter your name or your initials."
          - listitem:
            - link "Enter an email address like name@example.org."
          - listitem:
            - link "Choose where you live, or “I prefer not to say”."
          - listitem:
            - link "To sign, tick the box. We may not store your signature without it."
        """
    )
    for name, said in {
        "Your name": "Enter your name or your initials. Only the organisers see it. Initials are enough.",
        "Email address": "Enter an email address like name@example.org. "
        "We send one message to confirm. Never published.",
    }.items():
        field = page.get_by_label(name, exact=True)
        assert field.get_attribute("aria-invalid") == "true"
        expect(field).to_have_accessible_description(said)


def test_the_tally(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/grown/tally")
    expect(page.locator("body")).to_match_aria_snapshot(TALLY)


def test_what_is_drawn_says_in_words_what_it_shows(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/grown/tally")
    names = [
        img.evaluate("e => (e.querySelector('title') || {}).textContent")
        for img in page.get_by_role("img").all()
    ]
    assert names == ["The figures by country on a map", "Signatures over time"]
    hidden = page.locator(".sky, .horizon").evaluate_all(
        "all => all.every(e => e.closest('[aria-hidden=true]') || !e.textContent.trim())"
    )
    assert hidden is True
