"""Pressing and typing as a person does: once what the last press led to is there."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Response, expect

PATIENCE = 60_000  # milliseconds: a machine that runs three browsers at once may draw a page seconds late


def goes_on(page: Page, target: str | Locator) -> None:
    """Press, and wait for the next page: a click alone returns while the old one still stands there."""
    with page.expect_navigation():
        (page.locator(target).first if isinstance(target, str) else target).click()


def sends(page: Page, key: str = "Enter") -> None:
    """Press a key that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def types(page: Page, selector: str, text: str) -> None:
    """Type where the page has put the focus: it does so only when it is first drawn, and keys before that are lost."""
    expect(page.locator(selector)).to_be_focused()
    page.keyboard.type(text)


def until(page: Page, so: str | Callable[[], object]) -> None:
    """Wait until an expression is true in the page, or a look of ours at what the browser has told of it.

    It is asked from outside, as the pages' own policy forbids to evaluate it inside.
    """
    ends = time.monotonic() + PATIENCE / 1000
    while not (page.evaluate(so) if isinstance(so, str) else so()):
        if time.monotonic() > ends:
            pytest.fail(f"never so: {so}")
        page.wait_for_timeout(20)  # meanwhile Playwright hears of what happens


def opens_to_the_end(page: Page, address: str) -> Response:
    """Open a page and let half a second pass in which it asks for nothing: for whoever counts what it asks for."""
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    return answer
