"""Missions and letters in a real browser, from an address to an answer: both languages, narrow and wide."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from campaign.jobs import runner
from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.missions.own_groups import name_group
from campaign.organisers.roles import Role
from campaign.releases.actions.addressing import plan_the_end
from campaign.releases.models import Addressees
from campaign.running.schedule import job_kinds
from tests.browser.desk import BY_HALVES, Looks, come_in, desk_site, invited, speaking
from tests.browser.pressing import goes_on
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count

DESK = f"/desk/campaigns/{SLUG}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A campaign that thirty signed and whose letters go to two States."""
    with desk_site(tmp_path_factory.mktemp("letters")) as (site, base):
        count(site, FOUR)
        plan_the_end(
            slug=SLUG, closes=clock.today() + timedelta(days=90), contact="press@example.org",
            addressees=Addressees.CHOSEN, states=["FR", "SY"],
        )  # fmt: skip
        yield site, base


@pytest.mark.long
@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_from_an_address_to_an_answer(
    browser: Browser, office: tuple[Site, str], javascript: bool, width: int
) -> None:
    site, base = office
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"rima{width}@example.org", Role.OWNER, site.campaign.id), "Rima")
    page.goto(f"{base}{DESK}/missions/FR")
    page.fill("[name=address]", "mission@fr.example")
    page.fill("[name=source]", "its website")
    goes_on(page, f"form[action^='{DESK}/missions/FR#'] button")
    page.goto(f"{base}{DESK}/letters")
    page.fill("[name=person]", "R. K.")
    goes_on(page, "form[action*='/letters/made'] button")
    assert runner.run_next(kinds=job_kinds())
    page.goto(f"{base}{DESK}/letters")
    if letters_queries.last_issued(site.campaign.id) is None:
        page.fill("[name=number]", "2")
        goes_on(page, "form[action*='/issued'] button")
    page.goto(f"{base}{DESK}/letters/sending")
    page.select_option("[name=whom]", "permanent")
    goes_on(page, "form[action*='/sending/plan'] button")
    if page.locator("[name=number]").count():  # once: the second time one is on its way already
        page.fill("[name=number]", "1")
        goes_on(page, "form[action*='/sending#'] button >> nth=0")
    page.goto(f"{base}{DESK}/letters/answers/FR")
    page.fill("[name=words]", "We have read your letter.")
    page.select_option("[name=consent]", "yes")
    goes_on(page, "button[name=publish]")  # of what is public already it is called otherwise
    page.goto(f"{base}/en/{SLUG}/letters")
    assert "“We have read your letter.”" in page.inner_text("main")
    row = missions_queries.contact("FR")
    assert row
    assert row.source == "its website"
    context.close()


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_is_clean_in_both_schemes_and_widths(
    browser: Browser, office: tuple[Site, str], language: str, half: int
) -> None:
    site, base = office
    page = speaking(browser, base, language, Role.OWNER, site.campaign.id, name=f"Noor{half}")
    looks = Looks(half)
    name_group(campaign_id=site.campaign.id, slug=SLUG, name="Friends", states=["FR", "JO"])
    for path in (
        "/missions", "/missions/FR", "/missions/groups", "/letters", "/letters/preview?state=SY",
        "/letters/preview?state=GB", "/letters/sending", "/letters/answers/SY",
    ):  # fmt: skip
        looks.in_language(page, f"{base}{DESK}{path}", language)
    page.goto(f"{base}{DESK}/letters/sending")
    goes_on(page, "form[action*='/sending/plan'] button")
    looks.at(page, "plan")
    page.close()
    assert looks.wrong == {}


@pytest.mark.long
@pytest.mark.parametrize("path", ["letters", "missions", "signatures"])
def test_a_button_beside_fields_is_no_wider_than_its_words_ask(
    browser: Browser, office: tuple[Site, str], path: str
) -> None:
    site, base = office
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    come_in(page, invited(f"vera-{path}@example.org", Role.OWNER, site.campaign.id), "Vera")
    page.goto(f"{base}{DESK}/{path}")
    for form in page.locator("form.filters").all():
        button, field = form.locator("button").bounding_box(), form.locator("select").first.bounding_box()
        assert button
        assert field
        assert button["width"] < 220
        assert 44 <= button["height"] <= 56
        assert button["y"] + button["height"] == pytest.approx(field["y"] + field["height"], abs=80)
    assert page.locator("form.filters").count() >= 1
    page.close()
