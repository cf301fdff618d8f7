"""What a browser keeps of the holders' page: of an opened list, and of the key's passphrase, nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from campaign.vault.identities import write_identity
from tests.browser.conftest import CHROMIUM
from tests.browser.holders import WORDS, Desk, Holder
from tests.lists.lists import person, sealed_list
from tests.lists.test_unsealing import HOLDER
from tests.vault.canaries import Hit, canary, hits

# What a page can store in a browser, asked of the page itself.
STORED = """async () => ({
    local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
    databases: (await indexedDB.databases()).map(each => each.name), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length, name: window.name, state: history.state,
})"""
NOTHING = {
    "local": {}, "session": {}, "cookies": "", "databases": [], "caches": [], "workers": 0, "name": "", "state": None,
}  # fmt: skip
MANY = 40


@contextmanager
def profile(playwright: Any, folder: Path) -> Iterator[Page]:
    """Debian's Chromium, whole, with a folder of its own that stays when it is closed."""
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=CHROMIUM, headless=True, args=["--no-sandbox"], locale="en"
    )
    yield context.pages[0]
    context.close()


def kept(folder: Path) -> list[tuple[str, bytes]]:
    """Each file of a profile."""
    return [(str(path), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]


def passphrase_in(places: list[tuple[str, bytes]]) -> list[Hit]:
    """Where it can be read."""
    forms = (WORDS.encode(), WORDS.encode("utf-16-le"))
    return [Hit(name, WORDS, "") for name, content in places if any(form in content for form in forms)]


@pytest.fixture
def opened(playwright: Any, desk: Desk, tmp_path: Path) -> Iterator[tuple[Page, Path]]:
    """A list of canaries, opened and looked at in a profile of its own."""
    key = tmp_path / "nour.key"
    write_identity(key, HOLDER, passphrase=WORDS)
    people = [
        person(number, name=canary(number).name, address=canary(number).email) for number in range(MANY)
    ]
    file = sealed_list(tmp_path / "list.sealed", people, HOLDER)
    folder = tmp_path / "profile"
    with profile(playwright, folder) as page:
        holder = Holder(page, desk, tmp_path)
        holder.opens("open").gives(key, WORDS).page.set_input_files("[name=list]", file)
        page.click("form[data-open] button:not([type])")
        expect(page.locator("[data-opened]")).to_be_visible(timeout=240_000)
        yield page, folder


def test_nothing_of_it_is_on_the_disk(opened: tuple[Page, Path]) -> None:
    page, folder = opened
    expect(page.locator("[data-opened]")).to_contain_text(canary(0).name)
    assert page.evaluate(STORED) == NOTHING
    time.sleep(3)  # what a browser writes of its tabs it writes some seconds later
    page.goto("about:blank")
    page.context.close()
    files = kept(folder)
    assert len(files) > 20
    assert hits(files) == []
    assert passphrase_in(files) == []


def test_what_a_page_stores_would_be_found(playwright: Any, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    with profile(playwright, folder) as page:
        page.goto(f"{desk.base}/holder.html")
        page.evaluate("([name, words]) => localStorage.setItem(name, words)", [canary(0).name, WORDS])
        stored = page.evaluate(STORED)
    assert stored == NOTHING | {"local": {canary(0).name: WORDS}}
    files = kept(folder)
    assert {hit.encoding for hit in hits(files)} >= {"UTF-8"}
    assert passphrase_in(files) != []
