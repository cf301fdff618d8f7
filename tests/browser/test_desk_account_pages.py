"""The pages of one's own account with all that may stand there: light and dark, narrow and wide, clean by axe."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from campaign.organisers.roles import Role
from tests.browser.desk import BY_HALVES, Looks, desk_site, signed_in, speaking
from tests.browser.pressing import goes_on
from tests.cast import Site
from tests.organisers.browser import PASSWORD

FORM = "form[action$='/desk/account/password'] button"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("desk")) as made:
        yield made


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_its_pages_with_all_that_may_stand_there(
    desk: tuple[Site, str], visit: Callable[..., Page], language: str, half: int
) -> None:
    site, base = desk
    browser = visit().context.browser
    assert browser is not None
    page = speaking(browser, base, language, Role.OWNER, site.campaign.id, name=f"Huda{half}")
    signed_in(visit(), base, f"huda{half}-{language}@example.org")
    looks = Looks(half)
    page.goto(f"{base}/desk/account")
    expect(page.locator(".sessions li")).to_have_count(2)
    looks.at(page, "account")
    page.goto(f"{base}/desk/account/password")
    goes_on(page, FORM)
    looks.at(page, "without the present one")
    page.fill("#f-present", PASSWORD)
    for field in ("#f-password", "#f-again"):
        page.fill(field, "Password2026!")
    goes_on(page, FORM)
    expect(page.locator("#f-password-error")).to_be_visible()
    looks.at(page, "with a common one")
    page.close()
    assert looks.wrong == {}
