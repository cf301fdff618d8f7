"""People, lists and stopping somebody in a real browser, with and without scripts, from an invitation on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from campaign.jobs import runner
from campaign.lists.unseal import frame_of, unseal
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.running.schedule import job_kinds
from tests.browser.desk import come_in, desk_site, invited
from tests.browser.pressing import goes_on
from tests.browser.test_states import scroll_width
from tests.cast import AMELIE, KEY, Site


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("desk")) as made:
        made[0].signed(AMELIE)
        made[0].number()
        yield made


@pytest.mark.long
@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_from_an_invitation_to_an_opened_list_and_to_being_stopped(
    desk: tuple[Site, str], visit: Callable[..., Page], tmp_path: Path, javascript: bool, width: int
) -> None:
    site, base = desk
    settings = {"java_script_enabled": javascript, "width": width}
    here, name = f"{base}/desk/campaigns/{site.slug}", f"Noor{width}"
    rima, noor = visit(**settings), visit(**settings)
    come_in(rima, invited(f"rima{width}@example.org", Role.OWNER, site.campaign.id), "Rima")
    come_in(noor, base + _invites(rima, here, f"{name.lower()}@example.org"), name)
    _list_is_made_and_opened(noor, here, tmp_path)
    _stops(rima, here, name)
    noor.goto(f"{here}/lists")
    expect(noor.locator("h1")).to_have_text("Sign in")
    rima.goto(f"{here}/lists")
    expect(rima.locator("a[href$='.sealed']")).to_have_count(0)
    for page in (rima, noor):
        assert scroll_width(page, width) == width


def _invites(page: Page, here: str, email: str) -> str:
    """Invite an organiser; the path of the link that is shown, which a reload of its address takes away."""
    page.goto(f"{here}/people")
    page.fill("#f-email", email)
    page.check("form[action$='/invitations'] input[value=organiser]")
    goes_on(page, "form[action$='/invitations']:has(#f-email) button")
    link = page.locator(".command code").inner_text()
    page.goto(page.url)
    expect(page.locator("h1")).to_have_text("People")
    expect(page.get_by_text("The link of an invitation is shown once.")).to_be_visible()
    expect(page.get_by_role("button", name="Make a new link")).to_be_visible()
    return urlsplit(link).path


def _list_is_made_and_opened(page: Page, here: str, folder: Path) -> None:
    page.goto(f"{here}/lists")
    goes_on(page, "button:text-is('Make a list')")
    assert runner.run_next(kinds=job_kinds())
    page.goto(f"{here}/lists")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it").first.click()
    sealed, opened = folder / "list.sealed", folder / "list.csv"
    download.value.save_as(sealed)
    count = unseal(
        path=sealed,
        out=opened,
        identities=[KEY],
        frame=frame_of(sealed),
        progress=lambda more: None,
        processes=1,
    )
    assert count == 1
    assert AMELIE.email in opened.read_text()


def _stops(page: Page, here: str, name: str) -> None:
    page.goto(f"{here}/people/gone")
    goes_on(page, f"button:text-is('Stop {name}')")
    expect(
        page.get_by_text("Stopped: signed out everywhere, and kept out until this is lifted.")
    ).to_be_visible()
    organiser = organisers_queries.by_email(f"{name.lower()}@example.org")
    assert organiser is not None
    assert organisers_queries.standing_freeze(organiser.id) is not None
