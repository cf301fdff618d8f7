"""What a desk owes those who work at it daily: keys alone suffice, times are theirs too, an empty page teaches."""

import re
from collections.abc import Callable, Iterator
from itertools import count as counted
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from campaign.extensions import db
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases.models import Campaign, CampaignState
from campaign.signing.models import Submission
from tests.browser.desk import come_in, desk_site, invited
from tests.browser.pressing import sends
from tests.cast import AMELIE, SLUG, Site
from tests.tables import count

DESK = f"/desk/campaigns/{SLUG}"
NUMBERS = counted(1)
# Whether what has the focus can be seen to have it: on the screen, with a line around it. The parts within a field for
# days draw their own.
SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  if (at.type === "date") return true;
  return box.bottom > 0 && box.top < innerHeight && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("habits")) as made:
        yield made


def arrived(desk: tuple[Site, str], visit: Callable[..., Page], language: str = "en", **context: Any) -> Page:
    """An owner's page."""
    site, _ = desk
    page = visit(**context)
    email = f"rima-{next(NUMBERS)}@example.org"
    come_in(page, invited(email, Role.OWNER, site.campaign.id), "Rima")
    rima = organisers_queries.by_email(email)
    assert rima is not None
    organisers.change_language(organiser_id=rima.id, language=language)
    return page


def tabs_to(page: Page, selector: str) -> None:
    """Go on with the tabulator until the focus is there, seen at each stop."""
    for _ in range(120):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"the focus never came to {selector}")


def by_keys(page: Page, selector: str) -> None:
    """Go there, press, and wait for the next page."""
    tabs_to(page, selector)
    sends(page)


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("en", "Asia/Kathmandu", r"\d\d:\d\d here, \d\d:\d\d"),
        ("ar", "Asia/Kathmandu", "[٠-٩]{2}:[٠-٩]{2} عندكم، [٠-٩]{2}:[٠-٩]{2}"),
        ("en", "Pacific/Kiritimati", r"(\w+ \d+ at |\d+ \w+ at )?\d\d:\d\d here, \d\d:\d\d"),
    ],
)
def test_times_are_also_the_readers(
    desk: tuple[Site, str], visit: Callable[..., Page], language: str, zone: str, said: str
) -> None:
    page = arrived(desk, visit, language, timezone_id=zone)
    page.goto(f"{desk[1]}{DESK}/acts")
    cell = page.locator("tbody tr td").first.inner_text()
    assert re.search(said, cell), cell
    ours, hers = _minutes(cell)
    ahead = {"Asia/Kathmandu": 345, "Pacific/Kiritimati": 840}[zone]
    assert (hers - ours) % 1440 == ahead % 1440


def _minutes(cell: str) -> tuple[int, int]:
    """(UTC, the reader's own) of a cell, as minutes of the day."""
    latin = cell.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    hers, ours = (int(hour) * 60 + int(minute) for hour, minute in re.findall(r"(\d\d):(\d\d)", latin))
    return ours, hers


def test_in_utc_itself_nothing_is_said_twice(desk: tuple[Site, str], visit: Callable[..., Page]) -> None:
    page = arrived(desk, visit, timezone_id="UTC")
    page.goto(f"{desk[1]}{DESK}/acts")
    assert "here" not in page.locator("tbody tr td").first.inner_text()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/signatures", "Nobody has signed yet. This is the address to pass on: http"),
        ("/signatures?day=2016-09-24", "No signature matches. Change what you search for."),
        (
            "/signatures/held",
            "No forms are held. A form is held when something was filled in that a person can’t see",
        ),
        ("/signatures/invalidations", "Nothing has been removed. What is forged shows in what it shares"),
        ("/missions", "No address comes with this program: each is as you found it"),
        ("/lists", "Holders open it on their own computer."),
    ],
)
def test_an_empty_page_says_what_to_do(
    desk: tuple[Site, str], visit: Callable[..., Page], path: str, said: str
) -> None:
    page = arrived(desk, visit)
    page.goto(f"{desk[1]}{DESK}{path}")
    assert said in page.locator(".page").inner_text()


# The last one: it pauses the campaign.
def test_a_held_form_is_accepted_and_the_campaign_paused_by_keys_alone(
    desk: tuple[Site, str], visit: Callable[..., Page]
) -> None:
    site, base = desk
    page = arrived(desk, visit)
    site.client().sign(AMELIE, website="x")
    held = count(Submission)
    page.goto(f"{base}{DESK}/")
    by_keys(page, "nav a[href$='/signatures']")
    expect(page).to_have_url(re.compile("/signatures$"))
    by_keys(page, ".turns a[href$='/held']")
    expect(page).to_have_url(re.compile("/held$"))
    tabs_to(page, "tbody input[type=checkbox]")
    page.keyboard.press("Space")
    by_keys(page, "button[value=accept]")
    expect(page.locator(".flash, [role=status], .success").first).to_be_visible()
    assert count(Submission) == held
    page.goto(f"{base}{DESK}/state")
    tabs_to(page, "form[action*='/pause'] input[name=typed]")
    page.keyboard.type(SLUG)
    by_keys(page, "form[action*='/pause'] button")
    db.session.expire_all()
    assert db.session.get_one(Campaign, site.campaign.id).state == CampaignState.PAUSED
