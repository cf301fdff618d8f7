"""Closing for good: after an hour in which an owner can stop it; on this computer alone at once."""

from datetime import timedelta

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers import actions as organisers
from campaign.organisers.roles import Role
from campaign.releases.models import CampaignState
from tests.cast import Site, heading
from tests.desk.walking import plain, steps
from tests.organisers.browser import Desk, member


def closed(site: Site) -> bool:
    """Whether it is, once what is due was done."""
    organisers.do_due()
    return bool(site.campaign.state == CampaignState.CLOSED)


@pytest.fixture
def sami(site: Site) -> Desk:
    """An owner, with another one to be told."""
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    return member(site.app, "sami@example.org", Role.OWNER, site.campaign.id)


def close(site: Site, desk: Desk) -> str:
    desk.get(f"/desk/campaigns/{site.slug}/state")
    return plain(desk.post(f"/desk/campaigns/{site.slug}/state/close", {"typed": site.slug}).text)


def test_on_this_computer_alone_it_closes_at_once(site: Site, sami: Desk) -> None:
    site.deliver()
    page = close(site, sami)
    assert "It closes within a minute: this site is on this computer alone." in page
    (told,) = site.deliver()
    assert (told.to, told.message["Subject"]) == ("rima@example.org", "Something is being done at once")
    assert closed(site)


@pytest.mark.usefixtures("for_the_public")
def test_elsewhere_it_closes_after_an_hour(site: Site, sami: Desk) -> None:
    site.deliver()
    with time_machine.travel(clock.now(), tick=False) as now:
        assert "UTC; until then an owner can stop it." in close(site, sami)
        (told,) = site.deliver()
        assert (told.to, told.message["Subject"]) == ("rima@example.org", "Something will happen in an hour")
        now.shift(timedelta(minutes=59))
        assert not closed(site)
        now.shift(timedelta(minutes=2))
        assert closed(site)


def test_settings_ask_for_nothing_that_led_to_the_opening(site: Site, sami: Desk) -> None:
    close(site, sami)
    assert closed(site)
    here = f"/desk/campaigns/{site.slug}"
    assert steps(sami.get(f"{here}/start").text) == {
        "Who could be harmed?": "as it was at the close",
        "Who are you?": "as it was at the close",
        "Who holds the keys?": "can still be changed",
        "What is the text?": "can still be changed",
        "When does it end, and who gets letters?": "can still be changed",
    }
    for question in ("risk", "organisation"):
        page = sami.get(f"{here}/start/{question}").text
        assert "The campaign is closed: this can’t be changed any more." in plain(page)
        assert "<button>Save</button>" not in page
    assert heading(sami.get(f"{here}/start/second").text) == "People"
    assert "to open" not in plain(sami.get(f"{here}/keys").text).lower()
