"""The Text pages in a real browser: pasted, mended, corrected; each looked at by axe in both languages and schemes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import CorrectionKind
from tests.browser.desk import BY_HALVES, Looks, come_in, desk_site, invited
from tests.browser.pressing import goes_on
from tests.cast import Site
from tests.desk.texts import RELEASE
from tests.organisers.browser import PASSWORD


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("desk")) as made:
        yield made


def draft(site: Site, headline: str) -> None:
    text = releases_queries.current_text(site.campaign.id, "en")
    assert text is not None
    releases.take_in(
        slug=site.slug, language="en", headline=headline, place=text.place, day=text.date, demand=text.demand,
        body=text.body, kind=CorrectionKind.SPELLING,
    )  # fmt: skip


@BY_HALVES
@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("ar", "ar")])
def test_each_page_of_texts(
    desk: tuple[Site, str], visit: Callable[..., Page], language: str, locale: str, half: int
) -> None:
    site, base = desk
    page = visit(locale=locale)
    come_in(page, invited(f"{language}{half}@example.org", Role.ORGANISER, site.campaign.id), "Noor")
    there = f"{base}/desk/campaigns/{site.slug}/text"
    looks = Looks(half)
    for path in (
        "",
        "/en",
        "/ar",
        "/en/edit",
        "/en/paste",
        "/en/revisions",
        "/en/revisions/1/withdrawal",
        "/take-down",
    ):
        page.goto(there + path)
        assert page.evaluate("document.documentElement.lang") == language
        looks.at(page, path)
    page.goto(f"{there}/en/paste")
    page.fill("#f-text", RELEASE)
    goes_on(page, "main form button")
    looks.at(page, "understood")
    page.fill("#f-headline", "x" * 251)
    goes_on(page, "button[value=save]")
    looks.at(page, "refused")
    page.fill("#f-headline", f"Give the river back ({language}{half})")
    page.check("input[name=kind][value=spelling]")
    goes_on(page, "button[value=save]")
    looks.at(page, "draft")
    assert looks.wrong == {}


def test_what_is_typed_outlives_the_session_and_the_phone_follows(
    desk: tuple[Site, str], visit: Callable[..., Page]
) -> None:
    site, base = desk
    page = visit()
    come_in(page, invited("rima@example.org", Role.ORGANISER, site.campaign.id), "Rima")
    edit = f"{base}/desk/campaigns/{site.slug}/text/en/edit"
    page.goto(edit)
    page.fill("#f-headline", "Typed before the session ended")
    page.press("#f-headline", "Tab")
    expect(page.locator("#phone .big")).to_have_text("Typed before the session ended")
    page.context.clear_cookies()
    goes_on(page, "button[value=save]")
    expect(page.locator("h1")).to_have_text("You are no longer signed in")
    goes_on(page, ".press a")
    page.fill("#f-email", "rima@example.org")
    page.fill("#f-password", PASSWORD)
    goes_on(page, "form[action^='/desk/sign-in'] button")
    page.goto(edit)
    if page.url != edit:
        goes_on(page, "form[action$='/desk/account/later'] button")
        page.goto(edit)
    expect(page.locator("#f-headline")).to_have_value("Typed before the session ended")
    expect(page.locator("[data-restored]")).to_be_visible()
    page.check("input[name=kind][value=spelling]")
    goes_on(page, "button[value=save]")
    expect(page.locator("h1")).to_have_text("Text in English")
    # Now that it is stored, nothing of it is kept beside it.
    draft(site, "Another headline by somebody else")
    page.goto(edit)
    expect(page.locator("#f-headline")).to_have_value("Another headline by somebody else")
    expect(page.locator("[data-restored]")).to_be_hidden()


def test_without_javascript(desk: tuple[Site, str], visit: Callable[..., Page]) -> None:
    site, base = desk
    page = visit(width=320, height=720, java_script_enabled=False)
    come_in(page, invited("sami@example.org", Role.ORGANISER, site.campaign.id), "Sami")
    page.goto(f"{base}/desk/campaigns/{site.slug}/text/en/edit")
    page.fill("#f-headline", "Mended without a script")
    goes_on(page, "button[value=show]")
    expect(page.locator("#phone .big")).to_have_text("Mended without a script")
    page.check("input[name=kind][value=spelling]")
    goes_on(page, "button[value=save]")
    goes_on(page, "form[action$='/publication'] button")
    expect(page.locator(".notice[role=status]")).to_have_text(
        "It is public now. Caches in front of the page follow within a minute."
    )
    page.goto(f"{base}/en/{site.slug}")
    expect(page.locator("h1")).to_have_text("Mended without a script")
