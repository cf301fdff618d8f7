"""The page for holders as it is served and looks: the same for everyone, accessible, alone with its own server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pyrage.x25519 import Identity

from tests.browser.holders import SOURCE, TOKEN, WARNING, WORDS, Desk, Holder
from tests.browser.test_holder_drill import line
from tests.browser.test_states import WIDTHS, axe_says, scroll_width
from tests.lists.lists import person, sealed_list

NOUR = Identity.generate()
STATES = ("start", "make", "refused", "made", "drill", "answered", "mistyped", "open", "opened")


def comes_to(state: str, holder: Holder) -> None:
    """One way to each state of the page."""
    page, key = holder.page, holder.folder / "nour.key"
    key.write_text(f"{NOUR}\n")
    match state:
        case "start" | "make" | "drill" | "open":
            holder.opens(state, f"&invitation={TOKEN}&name=maya")
        case "refused":
            holder.opens("make").refused("make")
        case "made":
            holder.opens("make", f"&invitation={TOKEN}&name=maya").makes(words=WORDS)
            page.click("[data-made] summary")
        case "answered":
            holder.opens("drill").gives(key).reads(line("nour", b"bafokenibafokeni", NOUR))
        case "mistyped":
            holder.opens("drill").types("QPZRY QPZRY ").refused("drill")
        case "opened":
            sealed = sealed_list(holder.folder / "list.sealed", [person(0)], NOUR)
            holder.opens("open").gives(key).page.set_input_files("[name=list]", sealed)
            page.click("form[data-open] button")
            expect(page.locator("[data-opened]")).to_be_visible()
        case _:
            raise AssertionError(state)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", STATES)
def test_a_state(visit: Callable[..., Page], desk: Desk, tmp_path: Path, state: str, language: str) -> None:
    desk.refuses = 0
    page, said = visit(locale=language), list[str]()
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    comes_to(state, Holder(page, desk, tmp_path))
    assert said == []
    assert page.locator("h1").count() == 1
    assert page.title() == page.locator("h1").inner_text()
    direction = "rtl" if language == "ar" else "ltr"
    here = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert here == [language, direction]
    assert axe_says(page) == []
    assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)


def test_its_bytes_are_the_same_for_everyone(desk: Desk) -> None:
    client = desk.app.test_client()
    answers = [
        client.get(path, headers={"Accept-Language": language, "Host": desk.base.removeprefix("http://")})
        for language in ("en", "ar", "fr")
        for path in ("/holder.html", "/holder.html?any=1")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert {answer.headers["Cache-Control"].split(",")[0] for answer in answers} == {"public"}
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 6
    policy = answers[0].headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "script-src 'self'" in policy


@pytest.mark.parametrize(
    ("locale", "shown"), [("ar-SY", "ar"), ("en-US", "en"), ("fr-FR", "fr"), ("de-DE", "en"), ("he", "en")]
)
def test_it_speaks_the_browsers_language_or_english(
    visit: Callable[..., Page], desk: Desk, locale: str, shown: str
) -> None:
    page = visit(locale=locale)
    page.goto(f"{desk.base}/holder.html")
    assert page.evaluate("document.documentElement.lang") == shown


def test_each_language_leads_to_the_other_at_the_same_place(holder: Holder) -> None:
    page = holder.opens("drill").page
    page.click("[data-language=ar]")
    expect(page.locator("h1")).to_have_text("الإجابة عن تمرين")
    page.click("[data-language=en]")
    expect(page.locator("h1")).to_have_text("Answer a drill")
    expect(page.locator(".source a")).to_have_attribute("href", SOURCE)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_says_before_a_key_is_given_who_can_take_it(
    visit: Callable[..., Page], desk: Desk, tmp_path: Path, language: str
) -> None:
    holder = Holder(visit(locale=language), desk, tmp_path)
    for view in ("make", "drill", "open"):
        expect(holder.opens(view).page.locator("form .notice:visible")).to_have_text(WARNING[language])


NEEDED = (
    "This page needs Chrome 105, Firefox 115 or Safari 16, or a newer version of one of these, and an address "
    "that begins with "
    "https. On your own computer, the commands do the same."
)


@pytest.mark.parametrize(
    "lost", ["window.TransformStream", "Array.prototype.findLast", "Object.hasOwn", "window.AbortController"]
)
def test_an_older_browser_gets_a_sentence(visit: Callable[..., Page], desk: Desk, lost: str) -> None:
    page = visit(locale="en")
    page.add_init_script(f"delete {lost}")
    page.goto(f"{desk.base}/holder.html")
    expect(page.locator("#needed p").first).to_have_text(NEEDED)
    expect(page.locator("#needed p").nth(1)).to_be_visible()
    expect(page.locator("#page")).not_to_be_visible()


def test_a_browser_that_cant_run_the_program_gets_it_too(visit: Callable[..., Page], desk: Desk) -> None:
    page = visit(locale="en")
    page.route("**/static/holder.js*", lambda route: route.abort())
    page.goto(f"{desk.base}/holder.html")
    expect(page.locator("#needed p").first).to_have_text(NEEDED)


def test_what_tells_them_is_plain_es5() -> None:
    """Read by what came before modules: nothing newer than 2009 may stand in it."""
    text = (Path(__file__).parents[2] / "static" / "holder-floor.js").read_text()
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    newer = ("=>", "const ", "let ", "`", "?.", "...", "class ", "async ", "import")
    assert [each for each in newer if each in code] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_without_javascript_it_names_the_commands(visit: Callable[..., Page], desk: Desk, width: int) -> None:
    page = visit(width=width, java_script_enabled=False)
    page.goto(f"{desk.base}/holder.html#make")
    expect(page.locator("h1")).to_have_text("Keys and lists")
    expect(page.locator("h2")).to_have_text(["المفاتيح والقوائم", "Clés et listes", "Claves y listas"])
    expect(page.locator("section[lang=en] p")).to_have_text(
        "To make a key or open a list in the browser, this page needs JavaScript. On your own computer, these "
        "commands do the same:"
    )
    assert page.locator("#commands").inner_text().splitlines() == [
        "campaign keys new maya",
        "campaign keys drill --open drill.txt --identity maya.key",
        "campaign unseal list.sealed --identity maya.key --out list.csv",
    ]
    box: Any = page.locator("main").bounding_box()
    assert box["width"] <= width


def test_a_file_can_be_dropped(holder: Holder) -> None:
    page = holder.opens("open").page
    page.evaluate("""() => {
        const files = new DataTransfer();
        files.items.add(new File(['{}'], 'other.sealed'));
        document.querySelector('.drop').dispatchEvent(
            new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}));
    }""")
    assert holder.refused("open") == "other.sealed is not a sealed list."


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_narrow_screen_no_word_to_be_copied_is_broken(
    visit: Callable[..., Page], desk: Desk, tmp_path: Path, language: str
) -> None:
    page = Holder(visit(locale=language, width=320), desk, tmp_path).opens("make").page
    page.evaluate(
        "document.querySelector('[data-proposal]').textContent = Array(12).fill('mememe').join(' ')"
    )
    lines = """() => [...document.querySelectorAll('#page [data-proposal], #page [data-language]')].flatMap(e => {
        const node = e.firstChild, range = document.createRange();
        return [...node.data.matchAll(/\\S+/g)].map(({ index, 0: word }) => {
            range.setStart(node, index); range.setEnd(node, index + word.length);
            return range.getClientRects().length;
        });
    })"""
    assert page.evaluate(lines) == [1] * 15
