"""Looking for one's country in a real browser: by any of its names, in any language, by keys, by finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage, somebody
from tests.browser.test_states import ALL, AXE, RUN, WIDTHS, scroll_width
from tests.choosing import part_of

ENGLISH = {
    "Korea": "KR", "south korea": "KR", "North Korea": "KP", "Palestine": "PS", "Gaza": "PS", "Taiwan": "TW",
    "Kosovo": "XK", "Western Sahara": "EH", "Turkey": "TR", "Burma": "MM", "Myanmar": "MM", "Ivory Coast": "CI",
    "Cote": "CI", "Aland": "AX", "England": "GB", "Scotland": "GB", "Wales": "GB", "UK": "GB", "Great Britain": "GB",
    "USA": "US", "US": "US", "America": "US", "Holland": "NL", "Czech Republic": "CZ", "Congo": "CD", "DR Congo": "CD",
    "Cape Verde": "CV", "Swaziland": "SZ", "Macedonia": "MK", "Vatican": "VA", "Holy See": "VA", "Syria": "SY",
    "Iran": "IR", "Russia": "RU", "Bolivia": "BO", "Hong Kong": "HK", "Macau": "MO", "Falkland": "FK",
    "Sao Tome": "ST", "Reunion": "RE", "Curacao": "CW", "East Timor": "TL", "Saint Lucia": "LC", "UAE": "AE",
    "Niger": "NE", "Guinea": "GN",
}  # fmt: skip
SEARCHED = ENGLISH | {
    "SYR": "SY", "fr": "FR", "Deutschland": "DE", "Allemagne": "DE", "Германия": "DE", "德国": "DE", "ألمانيا": "DE",
    "المانيا": "DE", "St Lucia": "LC", "Antigua and Barbuda": "AG", "cote d'ivoire": "CI",
    "Fidschi": "FJ", "Schweiz": "CH", "Österreich": "AT", "Türkei": "TR", "Almanya": "DE", "Polska": "PL",
    "Ελλάδα": "GR", "ایران": "IR", "ישראל": "IL", "भारत": "IN", "대한민국": "KR", "日本": "JP",
    "Україна": "UA", "ኢትዮጵያ": "ET", "საქართველო": "GE",
    "U.S.A.": "US", "U.K.": "GB", "u.s.": "US", "The Gambia": "GM", "the uk": "GB", "Falklands": "FK", "DPRK": "KP",
    "Gaza Strip": "PS", "Alb": "AL", "Bel": "BE", "Aus": "AU", "Ger": "DE", "Jap": "JP", "Ind": "IN", "Ira": "IR",
    "Irl": "IE", "Viet Nam": "VN", "Federation": "RU", "sahara": "EH", "SÃO TOMÉ": "ST", "Русия": "RU",
    "Aaland": None, "Atlantis": None,
}  # fmt: skip


# A closed list takes what is typed within a second for one word, as the keys' own times tell; another list begins
# anew.
ANEW = """() => {
    const select = document.getElementById("f-country"), other = select.cloneNode(true);
    other.value = "";
    select.replaceWith(other);
}"""


# Korean is not among the names that the page itself brings.
FOREIGN, OF_FOREIGN = "대한민국", "KR"


def is_chosen(page: Page, code: str) -> None:
    expect(page.locator("#f-country")).to_have_value(code)


def knows_all_names(page: Page) -> None:
    """They are fetched once somebody goes to the field: one of them finds its country when they have come."""
    page.fill("#f-country-search", FOREIGN)
    is_chosen(page, OF_FOREIGN)


@pytest.mark.full
def test_typing_in_the_plain_list_leads_to_the_country(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit(java_script_enabled=False)
    page.goto(f"{stage.base}/en/open")
    keys, wrong = page.context.new_cdp_session(page), {}
    for word, code in ENGLISH.items():
        page.evaluate(ANEW)
        page.focus("#f-country")
        for number, letter in enumerate(word):
            keys.send(
                "Input.dispatchKeyEvent", {"type": "char", "text": letter, "timestamp": 1 + number / 100}
            )
        if (chosen := page.locator("#f-country").input_value()) != code:
            wrong[word] = chosen
    assert wrong == {}


def test_typing_in_the_field_finds_it_by_every_name(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    knows_all_names(page)
    wrong = {}
    for word, code in part_of(SEARCHED.items(), 6):
        page.fill("#f-country-search", word)
        if (chosen := page.locator("#f-country").input_value()) != (code or ""):
            wrong[word] = chosen
    assert wrong == {}


def test_keys_alone_suffice(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    page.focus("#f-email")
    page.keyboard.press("Tab")
    expect(page.locator("#f-country")).to_be_focused()
    page.keyboard.type("Engl")
    search, names = page.locator("#f-country-search"), page.locator("#f-country-names")
    expect(search).to_be_focused()
    expect(search).to_have_attribute("aria-expanded", "true")
    active = search.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text("United Kingdom")
    page.keyboard.press("Enter")
    expect(names).to_be_hidden()
    expect(search).to_have_value("United Kingdom")
    is_chosen(page, "GB")
    page.keyboard.press("ArrowDown")
    expect(search).to_have_value("United States")
    page.keyboard.press("Escape")
    expect(search).to_have_value("United Kingdom")
    page.keyboard.press("Tab")
    expect(page.locator("#f-updates")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#f-country")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#f-email")).to_be_focused()


def test_a_finger_finds_it_and_what_was_chosen_is_sent(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit(width=390, height=844, has_touch=True)
    page.goto(f"{stage.base}/ar/open")
    page.tap("#f-country-search")
    expect(page.locator("#f-country-names li").first).to_be_visible()
    page.fill("#f-country-search", "ساحل")
    page.tap("#f-country-names li >> text=ساحل العاج")
    expect(page.locator("#f-country-search")).to_have_value("ساحل العاج")
    is_chosen(page, "CI")
    page.select_option("#f-country", "SY")
    expect(page.locator("#f-country-search")).to_have_value("سوريا")


def test_what_no_country_is_called_chooses_none_and_says_so(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(f"{stage.base}/en/open")
    page.select_option("#f-country", "FR")
    page.fill("#f-country-search", "Atlantis")
    expect(page.locator(".finder + [role=status]")).to_have_text(
        "No country has that name here. Try another name, or clear the field and look through the list."
    )
    page.focus("#f-name")
    is_chosen(page, "")
    expect(page.locator("#f-country-search")).to_have_value("Atlantis")


def test_without_the_other_names_those_of_the_page_are_enough(
    visit: Callable[..., Page], stage: Stage
) -> None:
    page = visit()
    page.route("**/countries.json", lambda route: route.abort())
    page.goto(f"{stage.base}/en/open")
    page.fill("#f-country-search", "scotl")
    is_chosen(page, "GB")


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_open_list_is_sound_and_fits(
    visit: Callable[..., Page], stage: Stage, language: str, scheme: str
) -> None:
    page = visit(height=720, color_scheme=scheme)
    page.goto(f"{stage.base}/{language}/open")
    page.locator("#f-country-search").focus()
    page.evaluate(AXE)
    assert page.evaluate(RUN, ALL) == []
    assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)


def test_the_page_for_mending_is_searched_too(visit: Callable[..., Page], stage: Stage) -> None:
    page = visit()
    page.goto(stage.base + stage.waiting("open", "en", somebody("open", "en")))
    page.locator("summary", has_text="Correct name").click()
    page.fill("#f-country-search", "Holland")
    is_chosen(page, "NL")
