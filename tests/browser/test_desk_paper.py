"""Slips of paper at the desk, in a real browser: rows are typed with the keyboard alone, and each page reads well."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from campaign.organisers.roles import Role
from campaign.paper import queries as paper_queries
from campaign.paper.models import SlipState
from tests.browser.desk import desk_site, faults, speaking
from tests.browser.pressing import sends, types
from tests.cast import SLUG, change
from tests.paper.signing import collecting, read_off


def test_rows_are_typed_with_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with desk_site(tmp_path) as (site, base):
        collecting(site)
        change(site.app, hold_seconds=3600)
        page = speaking(browser, base, "en", Role.ORGANISER, site.campaign.id)
        page.goto(f"{base}/desk/campaigns/{SLUG}/paper")
        assert faults(page) == []
        page.fill("#f-count", "3")
        with page.expect_download() as printed:
            page.click("form[action*='/printed'] button")
        slips = read_off(printed.value.path().read_bytes())
        page.goto(f"{base}/desk/campaigns/{SLUG}/paper/rows")
        for slip, country in zip(slips, ("France", "", ""), strict=True):
            types(page, "#f-number", slip.number)
            page.keyboard.press("Tab")
            types(page, "#f-name", f"Signer {slip.number}")
            if country:
                page.keyboard.press("Tab")
                types(page, "#f-country", country)
            sends(page)
            expect(page.locator(".notice").first).to_have_text(f"Slip {slip.number} is taken.")
            expect(page.locator("#f-number")).to_be_focused()
            expect(page.locator("#f-country")).to_have_value("France")
            assert f"Signer {slip.number}" not in page.content()
        assert faults(page) == []
        assert paper_queries.figures(site.campaign.id)[SlipState.TYPED] == 3
        page.goto(f"{base}/ar/{SLUG}/paper")
        assert faults(page) == []
        page.close()
