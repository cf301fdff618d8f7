"""Every page of the desk that a link leads to, in each state of a campaign: it is there, and says something."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.releases import actions
from campaign.releases.actions.pausing import pause_campaign
from campaign.signing.actions import purging
from campaign.vault import trusted_time
from tests.cast import NOUR, Site, heading
from tests.desk.walking import HERE, owner
from tests.organisers.browser import Desk, member

LINK = re.compile(r'href="(/desk/[^"#]*)')


def signed(site: Site) -> None:
    site.signed(NOUR)
    site.number()


def closed(site: Site) -> None:
    signed(site)
    actions.close_campaign(slug=site.slug)
    site.number()


STATES: dict[str, Callable[[Site], object]] = {
    "open": signed,
    "paused": lambda site: pause_campaign(slug=site.slug, until=clock.today() + timedelta(days=4)),
    "taken down": lambda site: actions.take_down(slug=site.slug),
    "closed": closed,
}


def walked(desk: Desk, first: str) -> dict[str, tuple[int, str]]:
    """Status and heading of each page that links lead to, from this one on; a file has "file" for a heading."""
    ahead, answers = [first], dict[str, tuple[int, str]]()
    while ahead:
        address = ahead.pop()
        answer = desk.get(address)
        is_page = answer.mimetype == "text/html"
        answers[address] = answer.status_code, heading(answer.text) if is_page else "file"
        if is_page:
            links = dict.fromkeys(map(unescape, LINK.findall(answer.text)))
            ahead += [link for link in links if link not in answers and link not in ahead]
    return answers


def broken(answers: dict[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    return {address: each for address, each in answers.items() if each[0] != 200 or not each[1]}


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
@pytest.mark.parametrize("state", STATES)
def test_each_page_is_there(site: Site, state: str, role: Role) -> None:
    STATES[state](site)
    desk = member(site.app, "noor@example.org", role, site.campaign.id)
    answers = walked(desk, f"/desk/campaigns/{site.slug}/")
    assert broken(answers) == {}
    assert (f"/desk/campaigns/{site.slug}/signatures" in answers) is (role is Role.OWNER)


def test_each_page_of_a_campaign_without_a_text_is_there(site: Site) -> None:
    desk = owner(site)
    answers = walked(desk, f"{HERE}/")
    assert broken(answers) == {}
    assert f"{HERE}/signatures" in answers


def test_each_page_is_there_once_the_list_is_erased(site: Site) -> None:
    closed(site)
    later = clock.now() + timedelta(days=site.settings.keep_days + 2)
    with time_machine.travel(later, tick=False):
        trusted_time.accept()
        purging.purge()
        desk = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
        assert broken(walked(desk, f"/desk/campaigns/{site.slug}/")) == {}
