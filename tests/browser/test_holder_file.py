"""The page for holders from disk, with the network cut and watched; and what the served page leaves to it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pyrage.x25519 import Identity

from campaign.lists.sealed_format import write_sealed
from tests.browser.holders import TOKEN, WARNING, WORDS, Desk, Holder
from tests.browser.test_holder_drill import line
from tests.browser.test_states import WIDTHS, axe_says, scroll_width
from tests.lists.lists import HEADER, person, sealed_line, sealed_list

NOUR = Identity.generate()
HARM = replace(HEADER, harm=True)


@pytest.fixture
def file(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "holder-file.html"
    path.write_bytes(desk.app.test_client().get("/holder-file.html", base_url=desk.base).data)
    return path


@pytest.fixture
def asked() -> list[str]:
    """What the page asked for; filled by `at_home`."""
    return []


@pytest.fixture
def at_home(visit: Callable[..., Page], desk: Desk, file: Path, asked: list[str]) -> Holder:
    page = visit(locale="en", offline=True)
    page.on("request", lambda request: asked.append(request.url))
    return Holder(page, desk, file.parent, address=file.as_uri())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nour.key"
    path.write_text(f"{NOUR}\n")
    return path


def protected_list(path: Path) -> Path:
    write_sealed(path, header=HARM, lines=[sealed_line(person(number), NOUR) for number in range(3)])
    return path


def test_from_disk_a_key_is_made_a_drill_answered_and_a_list_opened_without_a_request(
    at_home: Holder, asked: list[str], file: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    at_home.page.on("console", lambda told: said.append(told.text))
    at_home.opens("make", f"&invitation={TOKEN}&name=maya").makes(words=WORDS)
    expect(at_home.page.locator("form[data-offer]")).to_have_count(0)
    made = at_home.saves("[data-save-key]")
    public = at_home.page.locator("[data-recipient]").first.inner_text()
    assert at_home.page.locator(".paper p").last.text_content() == "The holders’ page: holder-file.html"
    at_home.opens("drill").gives(made, WORDS)
    assert public.startswith("age1")
    identity_line = line("nour", b"bafokenibafokeni", NOUR)
    (tmp_path / "nour.key").write_text(f"{NOUR}\n")
    assert at_home.gives(tmp_path / "nour.key").reads(identity_line) == "bafokenibafokeni"
    sealed = protected_list(tmp_path / "list.sealed")
    at_home.opens("open").gives(tmp_path / "nour.key").page.set_input_files("[name=list]", sealed)
    at_home.page.click("form[data-open] button:not([type])")
    expect(at_home.page.locator("[data-opened]")).to_be_visible(timeout=120_000)
    assert {url for url in asked if not url.startswith("blob:null/")} <= {"about:blank", file.as_uri()}
    assert said == []


@pytest.mark.parametrize("harm", [True, "no", None], ids=["yes", "something else", "nobody said"])
def test_where_harm_is_not_ruled_out_the_served_page_opens_no_list(
    holder: Holder, key: Path, tmp_path: Path, harm: object
) -> None:
    sealed = protected_list(tmp_path / "list.sealed")
    lines = sealed.read_bytes().splitlines(keepends=True)
    header = json.loads(lines[0])
    assert "harm" not in header["campaign/sealed/v1"]
    if harm is not None:
        header["campaign/sealed/v1"]["harm"] = harm
        sealed.write_bytes(json.dumps(header).encode() + b"\n" + b"".join(lines[1:]))
    page = holder.opens("open").page
    page.set_input_files("[name=list]", sealed)
    expect(page.locator("[data-elsewhere]")).to_have_text(
        "Having signed could harm people here, so this page, which comes from the server, doesn’t open their list. "
        "Save this file, and open the list with it on your own computer, without a network: holder-file.html"
    )
    expect(page.locator("[data-elsewhere] a")).to_have_attribute("href", "/holder-file.html")
    for asked in ("fieldset", "[name=key]", "[name=passphrase]", "form[data-open] button:not([type])"):
        expect(page.locator(f"[data-view=open] {asked}").first).not_to_be_visible()
    page.locator("form[data-open]").evaluate("form => form.requestSubmit()")
    expect(page.locator("form[data-open] [data-error]")).to_have_text(
        "This page doesn’t open lists of skies: having signed could harm people. Use the saved file, "
        "holder-file.html."
    )
    page.set_input_files("[name=list]", sealed_list(tmp_path / "other.sealed", [person(0)], NOUR))
    expect(page.locator("[data-elsewhere]")).not_to_be_visible()
    expect(page.locator("[name=key]")).to_be_visible()


def test_it_says_beside_the_key_what_protects(holder: Holder, at_home: Holder) -> None:
    for view in ("make", "drill", "open"):
        expect(holder.opens(view).page.locator("form .notice:visible")).to_have_text(WARNING["en"])
        expect(at_home.opens(view).page.locator("form .notice:visible")).to_have_count(0)
    expect(at_home.opens("start").page.locator(".notice")).to_have_text(
        "This page is a file on your computer. It works without a network and sends nothing anywhere."
    )


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_looks_as_the_page_does(
    visit: Callable[..., Page], desk: Desk, file: Path, language: str
) -> None:
    page = visit(locale=language, offline=True)
    at_home = Holder(page, desk, file.parent, address=file.as_uri())
    for view in ("start", "make", "drill", "open"):
        at_home.opens(view)
        assert page.evaluate("document.documentElement.lang") == language
        assert axe_says(page) == []
        assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)


@pytest.mark.parametrize("lost", ["window.TransformStream", "Array.prototype.findLast", "window.Worker"])
def test_an_older_browser_gets_a_sentence_from_disk_too(
    visit: Callable[..., Page], file: Path, lost: str
) -> None:
    page = visit(locale="en")
    page.add_init_script(f"delete {lost}")
    page.goto(file.as_uri())
    expect(page.locator("#needed p").first).to_have_text(
        "This page needs Chrome 105, Firefox 115 or Safari 16, or a newer version of one of these. On your own "
        "computer, the commands do the same."
    )
    expect(page.locator("#page")).not_to_be_visible()
