"""What is done to a whole campaign: each page says it before the press, and who waits; the slug is typed."""

import pytest

from campaign.organisers.roles import Role
from campaign.releases.actions.pausing import pause_campaign
from tests.cast import NOUR, Site
from tests.desk.walking import HERE, drafted, plain
from tests.organisers.browser import Desk, member

WAITS = (
    "Nobody waits to be included in the figures by country. Whoever signs or withdraws from now on waits until there "
    "are 20 of the same kind."
)
ONE_WAITS = (
    "No figure by country yet includes 1 who signed and 0 who withdrew. This doesn’t change that: each of them waits "
    "until there are 20 of the same kind."
)
OPENS = (
    "From then on everybody can read the page and sign. Its log begins, and the address is fixed for good."
)
PAUSES = (
    "It takes no signatures for a while. Anyone who already has our mail can still confirm. The closing day stays the "
    "same."
)
CLOSES = (
    "After that nobody can sign or confirm, and it can’t be undone. The count, letters and log remain, and anyone who "
    "signed can still withdraw."
)


def test_each_page_says_before_the_press_what_it_does_and_how_many_wait(site: Site, rima: Desk) -> None:
    drafted()
    page = plain(rima.get(f"{HERE}/state").text)
    assert (
        f"{OPENS} No last day is given: it runs for 183 days. {WAITS} Type hope to open it Open it to everybody"
        in page
    )
    desk = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id, address="203.0.113.8")
    here = f"/desk/campaigns/{site.slug}"
    site.deliver()  # the invitations
    site.signed(NOUR)
    page = plain(desk.get(f"{here}/state").text)
    assert f"Pause it {PAUSES} {ONE_WAITS}" in page
    assert f"Close it {CLOSES} {ONE_WAITS}" in page
    assert ONE_WAITS in plain(desk.get(f"{here}/text/take-down").text)
    desk.get(f"{here}/state")
    desk.post(f"{here}/state/pause", {"typed": site.slug})
    day = site.campaign.closes
    assert (
        f"Resume it From then on everybody can sign again, until {day.day} {day:%B} {day.year}. {ONE_WAITS} "
        f"Type {site.slug} to resume it Resume it Close it {CLOSES} {ONE_WAITS}" in plain(desk.page.text)
    )


@pytest.mark.parametrize("typed", ["", "clear", "Clear-Skies"])
@pytest.mark.parametrize(
    ("state", "deed"),
    [("open", "state/pause"), ("open", "state/close"), ("open", "text/take-down"), ("paused", "state/open")],
)
def test_nothing_is_done_to_a_campaign_whose_slug_wasnt_typed(
    site: Site, state: str, deed: str, typed: str
) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    if state == "paused":
        pause_campaign(slug=site.slug, until=None)
    page = deed.partition("/")[0]
    desk.get(f"/desk/campaigns/{site.slug}/{deed if page == 'text' else page}")
    desk.post(f"/desk/campaigns/{site.slug}/{deed}", {"typed": typed})
    assert desk.page.status_code == 422
    assert f"“{typed}” is not “{site.slug}”. Nothing was changed." in plain(desk.page.text)
    assert (site.campaign.state, site.campaign.taken_down_at) == (state, None)
    assert f'name="typed" type="text" value="{typed}"' in desk.page.text
