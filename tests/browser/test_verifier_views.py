"""The face of the page that checks letters: its views in each language, and what older browsers are told."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from campaign.letters.wording import wording
from campaign.lib.languages import LANGUAGES
from tests.browser.checks import Clerk
from tests.browser.holders import Desk
from tests.browser.test_states import WIDTHS, axe_says, scroll_width
from tests.tally.logs import KEY

PUBLIC = str(KEY.verifier)


@pytest.mark.parametrize(
    "lost", ["window.TransformStream", "Array.prototype.findLast", "Object.hasOwn", "window.BigInt"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_older_browser_gets_a_sentence(
    visit: Callable[..., Page], desk: Desk, saved: Path, lost: str, language: str
) -> None:
    for address in (f"{desk.base}/verify.html", saved.as_uri()):
        page = visit(locale=language)
        page.add_init_script(f"delete {lost}")
        page.goto(address)
        expect(page.locator(f"#needed p[lang={LANGUAGES[language].tag}]")).to_have_text(
            wording(language).check["needed"]
        )
        expect(page.locator("#page")).not_to_be_visible()


def test_what_tells_them_is_plain_es5() -> None:
    text = (Path(__file__).parents[2] / "static" / "verify-floor.js").read_text()
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    newer = ("=>", "const ", "let ", "`", "?.", "...", "class ", "async ", "import")
    assert [each for each in newer if each in code] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["letter", "count", "receipt"])
def test_a_view(
    visit: Callable[..., Page], desk: Desk, log_folder: Path, letter_file: Path, view: str, language: str
) -> None:
    page, said = visit(locale=language), list[str]()
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    clerk = Clerk(page, f"{desk.base}/verify.html").opens(view)
    assert page.evaluate("document.documentElement.lang") == LANGUAGES[language].tag
    assert page.title() == page.locator("h1").inner_text()
    if view != "receipt":
        clerk.gives(PUBLIC, **({"letter": letter_file} if view == "letter" else {}))
        page.set_input_files("[name=folder]", log_folder)
        assert clerk.verdict() == "ok"
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert axe_says(page) == []
    assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)
    assert said == []


def test_each_language_leads_to_the_others_at_the_same_place(clerk: Clerk) -> None:
    page = clerk.opens().page
    for language in ("fr", "zh", "ar", "en"):
        page.click(f"[data-language={language}]")
        expect(page.locator("h1")).to_have_text(wording(language).check["title"])


@pytest.mark.parametrize(
    ("wished", "shown"),
    [("zh-TW", "en"), ("zh-CN", "zh-Hans"), ("ku-IQ", "ckb"), ("kmr", "ku"), ("prs-AF", "fa"), ("it", "en")],
)
def test_nobody_is_given_a_script_that_is_not_hers(
    visit: Callable[..., Page], desk: Desk, wished: str, shown: str
) -> None:
    page = visit(locale=wished)
    Clerk(page, f"{desk.base}/verify.html").opens()
    assert page.evaluate("document.documentElement.lang") == shown


def test_the_notice_names_the_files_hash(clerk: Clerk, saved: Path) -> None:
    expect(clerk.opens().page.locator(".notice")).to_contain_text(sha256(saved.read_bytes()).hexdigest())
