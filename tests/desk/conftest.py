"""Who sits at the desk."""

from dataclasses import replace

import pytest

from campaign.current import settings
from campaign.lib import clock
from campaign.missions import actions as missions
from campaign.missions.importing import read_contacts
from campaign.organisers.actions import waiting
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.desk.lettering import ADDRESSES, planned_end
from tests.desk.people import HUDA, LINA, SAMI
from tests.desk.walking import owner
from tests.letters.desk import FOUR, count
from tests.organisers.browser import Desk, member


@pytest.fixture
def rima(site: Site) -> Desk:
    """A site owner who has just founded a campaign, at its path."""
    return owner(site)


@pytest.fixture
def for_the_public(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters and a close wait as on a site that isn't on this computer alone."""
    elsewhere = replace(settings(), base_url="https://petition.example.org")
    monkeypatch.setattr(waiting, "settings", lambda: elsewhere)


@pytest.fixture
def noor(site: Site) -> Desk:
    """An organiser of a campaign that thirty signed, and whose letters go to three States."""
    count(site, FOUR)
    planned_end(site)
    missions.take_addresses(contacts=read_contacts(ADDRESSES, today=clock.today()))
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


@pytest.fixture
def lina(site: Site) -> Desk:
    """An owner of a campaign that she didn't found."""
    return member(site.app, LINA, Role.OWNER, site.campaign.id)


@pytest.fixture
def sami(site: Site, lina: Desk) -> Desk:
    """A second owner."""
    return member(site.app, SAMI, Role.OWNER, site.campaign.id, address="203.0.113.8")


@pytest.fixture
def huda(site: Site, lina: Desk) -> Desk:
    """An organiser beside them."""
    return member(site.app, HUDA, Role.ORGANISER, site.campaign.id, address="203.0.113.9")
