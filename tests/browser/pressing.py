"""Pressing what leads to another page, and waiting for that page."""

from playwright.sync_api import Page


def goes_on(page: Page, selector: str) -> None:
    """Press, and wait for the next page: a click alone returns while the old one still stands there."""
    with page.expect_navigation():
        page.click(selector)
