"""Pressing and typing as a person does: once what the last press led to is there."""

from playwright.sync_api import Page, expect


def goes_on(page: Page, selector: str) -> None:
    """Press, and wait for the next page: a click alone returns while the old one still stands there."""
    with page.expect_navigation():
        page.click(selector)


def sends(page: Page, key: str = "Enter") -> None:
    """Press a key that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def types(page: Page, selector: str, text: str) -> None:
    """Type where the page has put the focus: it does so only when it is first drawn, and keys before that are lost."""
    expect(page.locator(selector)).to_be_focused()
    page.keyboard.type(text)
